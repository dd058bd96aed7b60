namespace ServiceGuru.Sandbox.Git;

/// <summary>A merged pull request with the commits that it became.</summary>
/// <param name="Plan">What it is about.</param>
/// <param name="MergeCommit">The full commit that merging it left at the branch's tip.</param>
/// <param name="Commits">Its own commits, in full.</param>
/// <param name="BaseCommit">The full commit at the branch's tip before.</param>
internal sealed record PullRequest(PlannedPullRequest Plan, string MergeCommit, IReadOnlyList<string> Commits, string BaseCommit);
