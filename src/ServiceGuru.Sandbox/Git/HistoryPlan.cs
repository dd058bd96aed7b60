namespace ServiceGuru.Sandbox.Git;

/// <summary>The history that a repository shall have.</summary>
/// <param name="Commits">All commits, parents first.</param>
/// <param name="PullRequests">All pull requests, oldest first.</param>
/// <param name="Refs">Full ref names and the marks that they point at.</param>
internal sealed record HistoryPlan(
    IReadOnlyList<PlannedCommit> Commits,
    IReadOnlyList<PlannedPullRequest> PullRequests,
    IReadOnlyDictionary<string, int> Refs);
