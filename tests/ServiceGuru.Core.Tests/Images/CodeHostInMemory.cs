using ServiceGuru.Branches;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Tests.Images;

/// <summary>A code host whose workflow runs start and end by the clock.</summary>
internal sealed class CodeHostInMemory(TimeProvider time) : ICodeHost
{
    private readonly List<(string Slug, string Branch, WorkflowRun Run, DateTimeOffset End)> runs = [];

    public Dictionary<long, IReadOnlyList<WorkflowJob>> Jobs { get; } = [];

    /// <summary>While set, and until its time, every question fails.</summary>
    public (DateTimeOffset Until, Failure Failure)? Outage { get; set; }

    public void Run(string slug, string commit, long id, DateTimeOffset start, TimeSpan takes, string conclusion = "success", string branch = "stable") =>
        runs.Add((slug, branch, new WorkflowRun
        {
            Id = id,
            Commit = commit,
            Status = RunStatus.Completed,
            Conclusion = conclusion,
            CreatedAt = start,
            WebUrl = new Uri($"https://github.com/{slug}/actions/runs/{id}"),
        }, start + takes));

    public Task<IReadOnlyList<WorkflowRun>> ListWorkflowRunsAsync(string slug, string workflow, string branch, string commit, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (Outage is { } outage && now < outage.Until)
        {
            throw new GuruException(outage.Failure);
        }

        return Task.FromResult<IReadOnlyList<WorkflowRun>>([.. runs
            .Where(entry => entry.Slug == slug && entry.Branch == branch && entry.Run.Commit == commit && entry.Run.CreatedAt <= now)
            .OrderByDescending(entry => entry.Run.CreatedAt)
            .Select(entry => entry.End <= now ? entry.Run : entry.Run with { Status = now - entry.Run.CreatedAt < TimeSpan.FromMinutes(1) ? RunStatus.Queued : RunStatus.InProgress, Conclusion = null })]);
    }

    public Task<IReadOnlyList<WorkflowJob>> ListJobsAsync(string slug, long runId, CancellationToken cancellationToken) =>
        Jobs.TryGetValue(runId, out IReadOnlyList<WorkflowJob>? jobs)
            ? Task.FromResult(jobs)
            : throw new GuruException(new Failure { Id = "CodeHostUnreachable", Kind = FailureKind.Unreachable, Message = "no jobs today" });

    public Task<IReadOnlyList<PullRequest>> ListPullRequestsAsync(string slug, string commit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PullRequest>>([]);

    public Task<PullRequest?> GetPullRequestAsync(string slug, int number, CancellationToken cancellationToken) => Task.FromResult<PullRequest?>(null);
}
