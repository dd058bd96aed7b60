using System.Globalization;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>
/// Gathers the evidence for the decision whether to revert a deployment: how the service's jobs end since then and
/// before, and what a health check finds that is new. The answer is no where the service has regressed.
/// </summary>
public sealed class AssessRollout : Operation<AssessRolloutRequest, RolloutAssessment>
{
    private const int MostJobs = 200;
    private const int ShownJobs = 5;
    private static readonly TimeSpan Baseline = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public override string Id => "rollout/assess";

    /// <inheritdoc/>
    public override string Summary => "Tells whether the service has regressed since its deployment, with the evidence.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Wait;

    /// <inheritdoc/>
    public override void Check(AssessRolloutRequest request, ServiceDefinition service)
    {
        service.FindEnvironment(request.Environment);
        if (request.Since <= TimeSpan.Zero || request.Wait < TimeSpan.Zero || request.Jobs < 1)
        {
            throw new GuruException(new Failure
            {
                Id = "InvalidWindow",
                Kind = FailureKind.Usage,
                Message = "since must be more than zero, wait not less, and jobs at least 1.",
                Target = request.Environment,
                NextAction = "Give durations such as 2h and 15m.",
            });
        }
    }

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(AssessRolloutRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        PlanNote note = new(request.Environment, $"Compares how jobs end with how they ended before the deployment (at least {request.Jobs} of them), and checks the health; changes nothing.");
        return Task.FromResult(new Plan { Operation = Id, Notes = [note] });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(AssessRolloutRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        EnvironmentDefinition environment = context.Service.FindEnvironment(request.Environment);
        IReadOnlyList<(ImageStreamTagState? Tag, RevertedTag? Held)> streams = await ReadStreamsAsync(environment, context, cancellationToken).ConfigureAwait(false);
        DateTimeOffset deployed = request.Since is { } since ? context.Time.GetUtcNow() - since
            : await RolledOutAsync(
                streams.Max(stream => stream.Tag?.ImportedAt) ?? throw new GuruException(NeverDeployed(request.Environment)), environment, context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<JobResult> jobs = environment.Api is null ? [] : await WaitForJobsAsync(request, deployed, context, cancellationToken).ConfigureAwait(false);
        (HealthReport health, Failure? unhealthy) = await CheckHealthAsync(request, deployed, context, cancellationToken).ConfigureAwait(false);

        JobTally before = JobTally.Of(jobs.Where(job => job.SubmittedAt < deployed));
        JobTally after = JobTally.Of(jobs.Where(job => job.SubmittedAt >= deployed));
        (AssessmentVerdict verdict, string why) = RegressionRule.Judge(before, after, request.Jobs);
        if (unhealthy is { Kind: FailureKind.Refused, Transient: false })
        {
            verdict = AssessmentVerdict.Regressed;
        }

        RolloutAssessment assessment = new()
        {
            Environment = request.Environment,
            DeployedAt = deployed,
            Verdict = verdict,
            Regressed = verdict == AssessmentVerdict.Regressed,
            Before = before,
            After = after,
            Lines =
            [
                why,
                .. jobs.Where(job => job.SubmittedAt >= deployed && job.Outcome == JobOutcome.Failed).Take(ShownJobs).Select(Line),
                unhealthy is null ? $"{request.Environment} is healthy." : unhealthy.Message,
                .. health.Counting().Take(ShownJobs).Select(finding => $"{finding.Target} {finding.Reason}: {finding.Message}"),
            ],
        };
        List<RevertedTag> reverted = [.. streams.Select(stream => stream.Held).OfType<RevertedTag>().Where(held => held.By is not null)];
        return new Conclusion(assessment, reverted.Count > 0 ? AlreadyReverted(request.Environment, reverted) : assessment.Regressed ? Regression(assessment) : null);
    }

    private static async Task<IReadOnlyList<(ImageStreamTagState? Tag, RevertedTag? Held)>> ReadStreamsAsync(EnvironmentDefinition environment, OperationContext context, CancellationToken cancellationToken)
    {
        ICluster cluster = context.Connections.Cluster(environment);
        IReadOnlyList<ImageStreamState?> states = await SideBySide.SelectAsync(
            [.. context.Service.ImageStreams.Where(stream => stream.Import)], (stream, token) => cluster.GetImageStreamAsync(stream.Name, token), cancellationToken).ConfigureAwait(false);
        return [.. states.Select(state => (state?.Tags.FirstOrDefault(tag => tag.Tag == environment.ImageTag), RevertMark.Find(state, environment.ImageTag)))];
    }

    /// <summary>Jobs are done by the old code until the last pod is replaced; a pod that was made anew much later is no part of the deployment.</summary>
    private static async Task<DateTimeOffset> RolledOutAsync(DateTimeOffset imported, EnvironmentDefinition environment, OperationContext context, CancellationToken cancellationToken)
    {
        HashSet<string> streams = [.. context.Service.ImageStreams.Where(stream => stream.Import).Select(stream => stream.Name)];
        var index = new SnapshotIndex(await context.Connections.Cluster(environment).SnapshotAsync(cancellationToken).ConfigureAwait(false));
        return context.Service.Workloads
            .Where(workload => workload.ImageStream is not null && streams.Contains(workload.ImageStream))
            .SelectMany(index.Pods)
            .Select(pod => pod.CreatedAt)
            .Where(created => created >= imported && created <= imported + context.Service.Timing.RolloutTimeout)
            .Append(imported)
            .Max();
    }

    private static async Task<(HealthReport Report, Failure? Failure)> CheckHealthAsync(AssessRolloutRequest assessed, DateTimeOffset deployed, OperationContext context, CancellationToken cancellationToken)
    {
        TimeSpan window = context.Time.GetUtcNow() - deployed;
        HealthCheckRequest request = new() { Environment = assessed.Environment, Since = window > TimeSpan.Zero ? window : null, Baseline = assessed.Baseline };
        Conclusion health = await new CheckHealth().ConcludeAsync(request, [], context, cancellationToken).ConfigureAwait(false);
        return ((HealthReport)health.Output, health.Failure);
    }

    private static async Task<IReadOnlyList<JobResult>> WaitForJobsAsync(AssessRolloutRequest request, DateTimeOffset deployed, OperationContext context, CancellationToken cancellationToken)
    {
        IServiceApi api = context.Connections.Api(context.Service.FindEnvironment(request.Environment));
        DateTimeOffset deadline = context.Time.GetUtcNow() + (request.Wait ?? TimeSpan.Zero);
        while (true)
        {
            IReadOnlyList<JobResult> jobs = await api.ListJobsAsync(deployed - Baseline, MostJobs, cancellationToken).ConfigureAwait(false);
            int ended = JobTally.Of(jobs.Where(job => job.SubmittedAt >= deployed)).Ended;

            // An API that tells of no job at all will not tell of one later.
            if (ended >= request.Jobs || jobs.Count == 0 || context.Time.GetUtcNow() >= deadline)
            {
                return jobs;
            }

            context.Progress.Report($"{ended} of {request.Jobs} jobs have ended since the deployment", (double)ended / request.Jobs);
            await Task.Delay(context.Service.Timing.RolloutPoll, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Line(JobResult job) => string.Create(
        CultureInfo.InvariantCulture,
        $"{job.SubmittedAt.UtcDateTime:HH:mm}Z {job.Kind} {job.Id} {job.Status}{(job.Project is null ? string.Empty : $" ({job.Project})")}{(job.WebUrl is null ? string.Empty : $" {job.WebUrl}")}");

    private static Failure Regression(RolloutAssessment assessment) => new()
    {
        Id = "DeploymentRegressed",
        Message = $"{assessment.Environment} works significantly worse since its deployment.",
        Target = assessment.Environment,
        Cause = assessment.Lines[0],
        Evidence = assessment.Lines,
        NextAction = $"Revert it, unless you can mend it at once: guru rollout undo {assessment.Environment} --reason TEXT",
    };

    private static Failure AlreadyReverted(string environment, IReadOnlyList<RevertedTag> reverted)
    {
        Failure previous = RevertFailures.PreviousDeployment(environment, reverted);
        return previous with { Id = "DeploymentReverted", Message = previous.Message.Replace("The previous deployment", "The deployment", StringComparison.Ordinal) };
    }

    private static Failure NeverDeployed(string environment) => new()
    {
        Id = "DeploymentUnknown",
        Kind = FailureKind.Usage,
        Message = $"Nobody can tell when {environment} was deployed: no image stream says when its image came.",
        Target = environment,
        NextAction = "Say how long ago it was: --since 2h.",
    };
}
