using ServiceGuru.Sandbox.Git;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>A pull request that somebody opened while the world ran.</summary>
internal sealed class OpenProposal
{
    /// <summary>Gets the repository.</summary>
    public required SandboxRepository Repository { get; init; }

    /// <summary>Gets the number.</summary>
    public required int Number { get; init; }

    /// <summary>Gets who opened it.</summary>
    public required Person Author { get; init; }

    /// <summary>Gets the branch that is proposed.</summary>
    public required string Branch { get; init; }

    /// <summary>Gets the branch that it shall go into.</summary>
    public required string Target { get; init; }

    /// <summary>Gets when it was opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets or sets the title.</summary>
    public required string Title { get; set; }

    /// <summary>Gets or sets the description.</summary>
    public string? Body { get; set; }

    /// <summary>Gets or sets when it was merged.</summary>
    public DateTimeOffset? MergedAt { get; set; }

    /// <summary>Gets or sets the full commit that merging it made.</summary>
    public string? MergeCommit { get; set; }

    /// <summary>Gets or sets the head's commit when it was merged.</summary>
    public string? MergedHead { get; set; }

    /// <summary>Gets or sets the head whose conflicts GitHub has begun to look for; it answers null to who asks first.</summary>
    public string? LookedAt { get; set; }

    /// <summary>Gets a value indicating whether it is open.</summary>
    public bool IsOpen => MergedAt is null;

    /// <summary>Gets the head's full commit.</summary>
    public string Head => MergedHead ?? Repository.Head(Branch)!;
}
