using System.Collections.Concurrent;
using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>The workflow runs of all repositories. Thread-safe.</summary>
internal sealed class WorkflowRuns
{
    private readonly ConcurrentDictionary<long, WorkflowRun> runs = new();
    private readonly Lock gate = new();
    private long lastId = 17_480_000_000;
    private long lastJobId = 49_130_000_000;

    /// <summary>Finds a run.</summary>
    public WorkflowRun? Find(long id) => runs.GetValueOrDefault(id);

    /// <summary>Finds the run that a job belongs to, and the job.</summary>
    public (WorkflowRun Run, WorkflowJob Job)? FindJob(long id) => runs.Values
        .SelectMany(run => run.Jobs, (run, job) => (Run: run, Job: job))
        .Where(pair => pair.Job.Id == id)
        .Select(pair => ((WorkflowRun, WorkflowJob)?)pair)
        .FirstOrDefault();

    /// <summary>The runs of a repository, newest first.</summary>
    public IReadOnlyList<WorkflowRun> Of(SandboxRepository repository) =>
        [.. runs.Values.Where(run => run.Repository == repository).OrderByDescending(run => run.Id)];

    /// <summary>Makes a queued run.</summary>
    public WorkflowRun Create(SandboxRepository repository, string branch, string commit, DateTimeOffset time)
    {
        lock (gate)
        {
            lastId += 1 + StableHash.Number(commit, 90_000);
            var run = new WorkflowRun
            {
                Id = lastId,
                Number = 300 + runs.Values.Count(other => other.Repository == repository),
                Repository = repository,
                Branch = branch,
                HeadSha = commit,
                CreatedAt = time,
                StartedAt = time,
                UpdatedAt = time,
                Jobs = [.. JobNames(repository).Select(name => new WorkflowJob(++lastJobId, name, "queued", Conclusion: null, time, CompletedAt: null))],
            };
            runs[run.Id] = run;
            return run;
        }
    }

    /// <summary>Changes a run, all at once for every reader.</summary>
    public WorkflowRun Update(long id, Func<WorkflowRun, WorkflowRun> change)
    {
        lock (gate)
        {
            return runs[id] = change(runs[id]);
        }
    }

    /// <summary>Takes a completed run back into the queue, with new jobs.</summary>
    /// <returns>The run, or null where it isn't completed.</returns>
    public WorkflowRun? Requeue(long id, DateTimeOffset time)
    {
        lock (gate)
        {
            WorkflowRun run = runs[id];
            return run.Status != "completed" ? null : runs[id] = run with
            {
                Attempt = run.Attempt + 1,
                Status = "queued",
                Conclusion = null,
                StartedAt = time,
                UpdatedAt = time,
                Jobs = [.. run.Jobs.Select(job => new WorkflowJob(++lastJobId, job.Name, "queued", Conclusion: null, time, CompletedAt: null))],
            };
        }
    }

    private static IEnumerable<string> JobNames(SandboxRepository repository)
    {
        IReadOnlyList<string> images = repository.Definition.Build!.Images;
        return images.Count == 1 ? ["build-and-push"] : images.Select(image => $"build-and-push ({image})");
    }
}
