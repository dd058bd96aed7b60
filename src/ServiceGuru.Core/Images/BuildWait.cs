using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Images;

/// <summary>Follows one commit from its workflow run to the registry, one look at a time.</summary>
internal sealed class BuildWait(ImageBuild build, ICodeHost codeHost, ImageLookup? lookup, TimingDefinition timing, Uri webUrl)
{
    private WorkflowRun? run;
    private TimeSpan? builtAt;
    private bool registryAsked;
    private Failure? lastProblem;
    private IReadOnlyList<ImageFinding> findings = [];

    public string Name => build.Name;

    public bool Done => Failure is not null || Arrived;

    public Failure? Failure { get; private set; }

    public string Activity { get; private set; } = "not looked at yet";

    public IReadOnlyList<PublishedImage> Images => Arrived ? [.. findings.Select(finding => lookup!.AsPublished(finding, build, run?.WebUrl))] : [];

    private bool Arrived { get; set; }

    /// <summary>Looks once.</summary>
    /// <param name="elapsed">How long the wait has lasted.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task StepAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        lastProblem = null;
        try
        {
            if (builtAt is null)
            {
                await LookAtRunAsync(elapsed, cancellationToken).ConfigureAwait(false);
            }

            if (builtAt is not null)
            {
                await LookAtRegistryAsync(elapsed, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (GuruException exception)
        {
            // A build takes the better part of an hour; a code host that hiccups meanwhile must not end the wait.
            lastProblem = exception.Failure;
            Activity = $"could not be looked at ({exception.Failure.Message})";
            Failure = exception.Failure.Transient ? AtDeadline(elapsed) : exception.Failure.On(build.Name);
        }
    }

    private async Task LookAtRunAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        IReadOnlyList<WorkflowRun> runs = await codeHost.ListWorkflowRunsAsync(
            build.Slug, build.Build.Workflow, build.Environment.Branch, build.Commit, cancellationToken).ConfigureAwait(false);
        run = build.NewestRun(runs);
        if (run is null)
        {
            await WithoutRunAsync(elapsed, cancellationToken).ConfigureAwait(false);
        }
        else if (run.Status != RunStatus.Completed)
        {
            Activity = run.Status == RunStatus.Queued ? "queued" : "running";
            Failure = AtDeadline(elapsed);
        }
        else if (run.Conclusion == "success")
        {
            builtAt = elapsed;
        }
        else
        {
            Failure = await DescribeFailureAsync(run, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Without a run the registry is asked at first, for what was built long ago, and once more before giving up.</summary>
    private async Task WithoutRunAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        Activity = "not started";
        bool last = elapsed >= timing.BuildAppears;
        if (lookup is not null && build.Build.Images.Count > 0 && (!registryAsked || last))
        {
            findings = await lookup.FindAllAsync(build, cancellationToken).ConfigureAwait(false);
            registryAsked = true;
            Arrived = findings.All(finding => finding.Published);
        }

        Failure = Arrived ? null : AtDeadline(elapsed);
    }

    private async Task LookAtRegistryAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        Activity = "built, not in the registry yet";
        findings = lookup is null ? [] : await lookup.FindAllAsync(build, cancellationToken).ConfigureAwait(false);
        Arrived = findings.All(finding => finding.Published);
        Failure = Arrived ? null : AtDeadline(elapsed);
    }

    private async Task<Failure> DescribeFailureAsync(WorkflowRun failed, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<WorkflowJob> jobs = await codeHost.ListJobsAsync(build.Slug, failed.Id, cancellationToken).ConfigureAwait(false);
            return ImageFailures.Failed(build, failed, jobs, null);
        }
        catch (GuruException exception)
        {
            // That the build failed is known; which job did it is a detail.
            return ImageFailures.Failed(build, failed, [], exception.Failure);
        }
    }

    /// <summary>Gives the failure if the time for what is awaited is over.</summary>
    private Failure? AtDeadline(TimeSpan elapsed)
    {
        if (builtAt is { } since)
        {
            return elapsed - since < timing.ImageAppears ? null
                : ImageFailures.NotPublished(build, findings, lookup!, elapsed - since, run?.WebUrl, lastProblem);
        }

        // Whoever can't ask can't say that nothing was started.
        if (run is null && lastProblem is null)
        {
            return elapsed < timing.BuildAppears ? null : ImageFailures.NotStarted(build, elapsed, webUrl);
        }

        return elapsed < timing.BuildTimeout ? null : ImageFailures.TimedOut(build, elapsed, run, lastProblem);
    }
}
