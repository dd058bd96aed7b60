using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Events;

/// <summary>The step's changes are known; from here on a crash goes on with exactly these.</summary>
/// <param name="Step">The step.</param>
/// <param name="Changes">The changes, with ids that are unique in the step.</param>
/// <param name="Notes">What needs no change.</param>
public sealed record StepPlanned(string Step, IReadOnlyList<Change> Changes, IReadOnlyList<PlanNote> Notes) : RunEvent;
