using ServiceGuru.Branches;
using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;

namespace ServiceGuru.Pending;

/// <summary>What is pending as people read it, before they say yes or no.</summary>
internal static class PendingText
{
    private const int MostEach = 15;

    /// <summary>Gives one line each.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<PendingChange> repositories, InfrastructureChanges? infrastructure, IReadOnlyList<Failure> problems)
    {
        List<string> lines = [.. repositories.SelectMany(Lines)];
        List<string> even = [.. repositories.Where(change => change.Status == BranchStatus.UpToDate).Select(change => change.Repository)];
        if (even.Count > 0)
        {
            lines.Add($"up to date: {string.Join(", ", even)}");
        }

        if (infrastructure is not null)
        {
            // Its problems are among all problems.
            lines.AddRange(InfrastructureText.Lines(infrastructure with { Problems = [] }));
            if (!infrastructure.Pending && infrastructure.Head is not null && infrastructure.Problems.Count == 0)
            {
                lines.Add($"infrastructure of {infrastructure.Environment}: nothing new");
            }
        }

        lines.AddRange(problems.Select(problem => $"not looked at: {problem.Target}: {problem.Message}"));
        return lines;
    }

    private static IEnumerable<string> Lines(PendingChange change)
    {
        if (change.Status == BranchStatus.UpToDate)
        {
            yield break;
        }

        if (change.Commit is null || change.From is null)
        {
            yield return $"{change.Repository}: {change.Failure?.Message}";
            yield break;
        }

        yield return $"{change.Repository}: {CommitLines.Count(change.Commits.Count)} ({CommitLines.Short(change.From)} -> {CommitLines.Short(change.Commit)}) by {string.Join(", ", change.Authors)}";
        foreach (PendingPullRequest request in change.PullRequests.Take(MostEach))
        {
            yield return $"  #{request.Number} {request.Title} ({request.Author})";
        }

        if (change.PullRequests.Count > MostEach)
        {
            yield return $"  and {change.PullRequests.Count - MostEach} more pull requests";
        }

        // Without pull requests the commits speak for themselves.
        foreach (string line in change.PullRequests.Count == 0 ? CommitLines.Of(change.Commits) : [])
        {
            yield return $"  {line}";
        }

        foreach (string line in CommitLines.Of(change.Lost))
        {
            yield return $"  only on {change.Branch}: {line}";
        }
    }
}
