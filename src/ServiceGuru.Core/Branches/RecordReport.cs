using ServiceGuru.Operations;

namespace ServiceGuru.Branches;

/// <summary>What the monorepo records after the operation.</summary>
public sealed record RecordReport
{
    /// <summary>The head of the monorepo's branch; null where it is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether a commit was made; without one it recorded these commits already.</summary>
    public bool Changed { get; init; }

    /// <summary>What it records of the repositories asked for.</summary>
    public IReadOnlyList<RecordedLink> Links { get; init; } = [];

    /// <summary>Why it was not recorded; null where it was.</summary>
    public Failure? Failure { get; init; }
}
