namespace ServiceGuru.Runbooks.Events;

/// <summary>The targets of a step are known; each is a run of its own.</summary>
/// <param name="Step">The step.</param>
/// <param name="Targets">The targets in order.</param>
public sealed record TargetsPlanned(string Step, IReadOnlyList<TargetHeader> Targets) : RunEvent;
