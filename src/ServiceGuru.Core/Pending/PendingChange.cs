using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Pending;

/// <summary>What a move of one repository's stable branch would bring.</summary>
public sealed record PendingChange
{
    /// <summary>The repository's name in the definition.</summary>
    public required string Repository { get; init; }

    /// <summary>The branch that would move, e.g. <c>stable</c>.</summary>
    public required string Branch { get; init; }

    /// <summary>How it stands.</summary>
    public required BranchStatus Status { get; init; }

    /// <summary>The full commit that is live, or null where nobody can tell.</summary>
    public string? From { get; init; }

    /// <summary>The full commit that would go live, or null where nobody can tell.</summary>
    public string? Commit { get; init; }

    /// <summary>The commits that would go live, newest first.</summary>
    public IReadOnlyList<Commit> Commits { get; init; } = [];

    /// <summary>The commits that only the live branch has, newest first; a forced move loses them.</summary>
    public IReadOnlyList<Commit> Lost { get; init; } = [];

    /// <summary>The pull requests that would go live, newest first.</summary>
    public IReadOnlyList<PendingPullRequest> PullRequests { get; init; } = [];

    /// <summary>The authors of the commits, once each.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The release notes that would go live.</summary>
    public IReadOnlyList<ReleaseNote> Notes { get; init; } = [];

    /// <summary>Why it could not be read, or can't be moved.</summary>
    public Failure? Failure { get; init; }
}
