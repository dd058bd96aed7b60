namespace ServiceGuru.PullRequests;

/// <summary>A pull request as it stands now.</summary>
public sealed record Proposal
{
    /// <summary>The number.</summary>
    public required int Number { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The description, or null where there is none.</summary>
    public string? Body { get; init; }

    /// <summary>The page for people.</summary>
    public required Uri Url { get; init; }

    /// <summary>Whose it is, or null where the account is gone.</summary>
    public string? Author { get; init; }

    /// <summary>Where it stands.</summary>
    public required ProposalState State { get; init; }

    /// <summary>Whether it is a draft.</summary>
    public bool Draft { get; init; }

    /// <summary>The branch that is proposed.</summary>
    public required string Branch { get; init; }

    /// <summary>The full commit at that branch's head.</summary>
    public required string Head { get; init; }

    /// <summary>Whether it can be merged without conflicts; null while the code host still works that out.</summary>
    public bool? Mergeable { get; init; }

    /// <summary>The full commit that merging it made, or null.</summary>
    public string? MergeCommit { get; init; }
}
