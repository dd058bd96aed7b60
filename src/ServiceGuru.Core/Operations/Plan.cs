namespace ServiceGuru.Operations;

/// <summary>What an operation would do, made by reading only.</summary>
public sealed record Plan
{
    /// <summary>The operation's id, e.g. <c>branches/move</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The changes, in order.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>What was found that needs no change.</summary>
    public IReadOnlyList<PlanNote> Notes { get; init; } = [];

    /// <summary>Why the plan can't be applied; empty if it can.</summary>
    public IReadOnlyList<Failure> Blockers { get; init; } = [];
}
