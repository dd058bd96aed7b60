namespace ServiceGuru.Runbooks.Promises;

/// <summary>What a plan promises of one step.</summary>
public sealed record StepPromise
{
    /// <summary>The step's id.</summary>
    public required string Step { get; init; }

    /// <summary>Its operation.</summary>
    public required string Uses { get; init; }

    /// <summary>Why nothing is promised of it; null where it is.</summary>
    public PromiseGap? Gap { get; init; }

    /// <summary>Its changes in order; empty where it changes nothing or nothing is promised.</summary>
    public IReadOnlyList<ChangePromise> Changes { get; init; } = [];

    /// <summary>Why it would fail; empty where it would not.</summary>
    public IReadOnlyList<BlockerPromise> Blockers { get; init; } = [];

    /// <summary>Its targets in order, where it works on many; then the changes and blockers stand there.</summary>
    public IReadOnlyList<TargetPromise> Targets { get; init; } = [];
}
