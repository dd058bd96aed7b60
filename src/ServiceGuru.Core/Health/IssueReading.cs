namespace ServiceGuru.Health;

/// <summary>What the error tracker said.</summary>
public sealed record IssueReading
{
    /// <summary>The issues that are new or have regressed.</summary>
    public IReadOnlyList<TrackedIssue> New { get; init; } = [];

    /// <summary>How often the issues happen that happened lately.</summary>
    public IReadOnlyList<IssueRate> Rates { get; init; } = [];
}
