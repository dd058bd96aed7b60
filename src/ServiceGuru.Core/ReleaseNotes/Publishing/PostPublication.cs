using ServiceGuru.PullRequests;

namespace ServiceGuru.ReleaseNotes;

/// <summary>A post on its way to its readers.</summary>
public sealed record PostPublication
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>Its place in the blog's repository.</summary>
    public required string RepositoryPath { get; init; }

    /// <summary>The branch that has it until it is merged.</summary>
    public required string Branch { get; init; }

    /// <summary>The pull request's number, or null while there is none.</summary>
    public int? Number { get; init; }

    /// <summary>The pull request's page, or null while there is none.</summary>
    public Uri? PullRequest { get; init; }

    /// <summary>Where the pull request stands, or null while there is none.</summary>
    public ProposalState? State { get; init; }

    /// <summary>The full commit that merging made, or null.</summary>
    public string? MergeCommit { get; init; }

    /// <summary>Where the post is read once it is merged and the site is built; null before, or where the definition has no blog.url.</summary>
    public Uri? Url { get; init; }

    /// <summary>Gets the same for people, one line each: what a gate shows before it asks.</summary>
    public IReadOnlyList<string> Lines =>
    [
        Title,
        .. new[] { PullRequest, Url }.OfType<Uri>().Select(address => address.ToString()),
    ];
}
