namespace ServiceGuru.Branches;

/// <summary>One pull request.</summary>
public sealed record PullRequest
{
    /// <summary>The number.</summary>
    public required int Number { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The description, or null where it is empty.</summary>
    public string? Body { get; init; }

    /// <summary>The author's login.</summary>
    public string? Author { get; init; }

    /// <summary>The page for people.</summary>
    public required Uri WebUrl { get; init; }

    /// <summary>When it was merged, or null where it was not.</summary>
    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>The commit that the merge made, if any.</summary>
    public string? MergeCommit { get; init; }

    /// <summary>The labels' names.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}
