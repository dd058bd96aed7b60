using System.Text.Json.Nodes;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks;

/// <summary>What became of one target.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">Succeeded, failed or skipped.</param>
/// <param name="Output">The operation's output for it.</param>
/// <param name="Failure">Why it failed.</param>
public sealed record TargetResult(string Name, StepStatus Status, JsonNode? Output, Failure? Failure);
