namespace ServiceGuru.Runbooks.Promises;

/// <summary>What a plan promises of one target of a step.</summary>
/// <param name="Name">The target's name.</param>
/// <param name="Changes">Its changes in order.</param>
/// <param name="Blockers">Why its work would fail; empty where it would not.</param>
public sealed record TargetPromise(string Name, IReadOnlyList<ChangePromise> Changes, IReadOnlyList<BlockerPromise> Blockers);
