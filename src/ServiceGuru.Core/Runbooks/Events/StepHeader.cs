namespace ServiceGuru.Runbooks.Events;

/// <summary>What the ledger keeps of a step's definition.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Uses">Its operation.</param>
/// <param name="Needs">The steps that it needs.</param>
/// <param name="When">When it runs.</param>
/// <param name="Undo">What happens to its changes when the run fails.</param>
public sealed record StepHeader(string Id, string Title, string Uses, IReadOnlyList<string> Needs, StepCondition When, UndoPolicy Undo);
