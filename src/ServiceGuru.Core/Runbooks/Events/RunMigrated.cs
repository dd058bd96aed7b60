namespace ServiceGuru.Runbooks.Events;

/// <summary>From here on the run follows another text of its runbook. Steps that have begun keep their ids and operations.</summary>
/// <param name="By">Who decided it.</param>
/// <param name="RunbookText">The new text.</param>
/// <param name="RunbookHash">Its hash.</param>
/// <param name="Parameters">The parameters' values, bound anew.</param>
/// <param name="Steps">The steps in order.</param>
public sealed record RunMigrated(
    string By, string RunbookText, string RunbookHash, System.Text.Json.Nodes.JsonObject Parameters, IReadOnlyList<StepHeader> Steps) : RunEvent;
