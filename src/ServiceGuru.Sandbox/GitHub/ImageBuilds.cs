using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.Quay;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>
/// What a push sets off: a workflow run that gets queued, works through its jobs, and in the end pushes images to the
/// registry and moves the environment's tag.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="runs">The workflow runs.</param>
/// <param name="publisher">Pushes the images.</param>
/// <param name="work">Where builds go on.</param>
/// <param name="clock">The clock.</param>
/// <param name="faults">The switches.</param>
internal sealed class ImageBuilds(
    ServiceDefinition service, WorkflowRuns runs, ImagePublisher publisher, BackgroundWork work, SandboxClock clock, IFaultBoard faults)
{
    /// <summary>The fault that lets the central repository's second job fail.</summary>
    public const string FailFault = "image-build-fails";

    private static readonly TimeSpan Appears = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Queued = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan SlowRegistry = TimeSpan.FromMinutes(6);

    /// <summary>How long a build lasts in life: long where images for several platforms are emulated.</summary>
    public static TimeSpan Duration(RepositoryDefinition repository) => repository.Build!.Images.Count > 1
        ? TimeSpan.FromMinutes(40)
        : TimeSpan.FromMinutes(5 + StableHash.Number(repository.Name, 11));

    /// <summary>Starts the build of a pushed branch, if that branch has one.</summary>
    public void Start(RefUpdate update)
    {
        if (update.New is { } commit && update.Repository.Definition.Build is not null
            && service.Environments.Values.Any(environment => environment.Branch == update.Branch))
        {
            work.Start(async cancellationToken =>
            {
                await clock.Wait(Appears, cancellationToken);
                WorkflowRun run = runs.Create(update.Repository, update.Branch, commit, clock.Now);
                await BuildAsync(run, cancellationToken);
            });
        }
    }

    /// <summary>Runs a completed build again.</summary>
    /// <returns>Whether it was completed.</returns>
    public bool Restart(WorkflowRun run)
    {
        if (runs.Requeue(run.Id, clock.Now) is not { } again)
        {
            return false;
        }

        work.Start(cancellationToken => BuildAsync(again, cancellationToken));
        return true;
    }

    private async Task BuildAsync(WorkflowRun run, CancellationToken cancellationToken)
    {
        TimeSpan duration = Duration(run.Repository.Definition);
        await clock.Wait(Queued, cancellationToken);
        SetJobs(run.Id, "in_progress", job => job with { Status = "in_progress", StartedAt = clock.Now });

        await clock.Wait(duration * 0.35, cancellationToken);
        if (Fails(run))
        {
            Fail(run.Id);
            return;
        }

        // Around here the container build installs the other repositories' code.
        await clock.Wait(duration * 0.25, cancellationToken);
        IReadOnlyList<Component> components = publisher.Components(run.Branch);
        for (int index = 0; index < run.Jobs.Count; index++)
        {
            await clock.Wait(duration * 0.4 / run.Jobs.Count, cancellationToken);
            long job = run.Jobs[index].Id;
            SetJobs(run.Id, "in_progress", other => other.Id == job ? other.End("success", clock.Now) : other);
        }

        runs.Update(run.Id, current => current with { Status = "completed", Conclusion = "success", UpdatedAt = clock.Now });
        if (faults.IsActive(QuayAccess.SlowFault))
        {
            await clock.Wait(SlowRegistry, cancellationToken);
        }

        publisher.Publish(run.Repository.Definition, run.Branch, run.HeadSha, components, clock.Now);
    }

    private bool Fails(WorkflowRun run) => faults.IsActive(FailFault)
        && run.Repository.Definition == RepositoryFactory.Central(service)
        && run.Branch == run.Repository.Definition.Target;

    // As with GitHub's fail-fast matrices: one failed job cancels those that still run.
    private void Fail(long id)
    {
        DateTimeOffset now = clock.Now;
        runs.Update(id, run =>
        {
            int failed = Math.Min(1, run.Jobs.Count - 1);
            return run with
            {
                Status = "completed",
                Conclusion = "failure",
                UpdatedAt = now,
                Jobs = [.. run.Jobs.Select((job, index) => job.End(index == failed ? "failure" : "cancelled", now))],
            };
        });
    }

    private void SetJobs(long id, string status, Func<WorkflowJob, WorkflowJob> change) =>
        runs.Update(id, run => run with { Status = status, UpdatedAt = clock.Now, Jobs = [.. run.Jobs.Select(change)] });
}
