namespace ServiceGuru.Pending;

/// <summary>A pull request that would go live.</summary>
public sealed record PendingPullRequest
{
    /// <summary>The number.</summary>
    public required int Number { get; init; }

    /// <summary>The title; where the code host did not answer, what the commit says.</summary>
    public required string Title { get; init; }

    /// <summary>Who opened it; where the code host did not answer, who committed it.</summary>
    public required string Author { get; init; }

    /// <summary>Its page, or null where the definition has no code host's name for the repository.</summary>
    public Uri? Url { get; init; }
}
