using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

/// <summary>Where the run of a target stands, by its newest record alone.</summary>
/// <param name="RunId">The target's run, see <see cref="RunIds.OfTarget"/>.</param>
/// <param name="Sequence">Its newest record.</param>
/// <param name="Status">How it has ended, or running where the newest record is no end.</param>
public sealed record TargetRun(string RunId, long Sequence, RunStatus Status);
