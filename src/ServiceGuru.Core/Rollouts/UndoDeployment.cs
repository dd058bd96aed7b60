using System.Text.RegularExpressions;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>
/// Takes an environment back to the images from before the last deployment and holds it there. The image stream's tag is
/// pointed at the old digest, as <c>oc tag --source=docker</c> does: undoing a Deployment's own rollout would not last,
/// because the stream's newest image is set again, and a StatefulSet can't be undone at all.
/// </summary>
public sealed partial class UndoDeployment : Operation<UndoDeploymentRequest, UndoReport>
{
    internal const string ChangeKind = "revert-image";
    internal const string Reason = "reason";

    /// <inheritdoc/>
    public override string Id => "rollout/undo";

    /// <inheritdoc/>
    public override string Summary => "Takes an environment back to the images from before the last deployment, and holds it there.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override bool PutsBack => true;

    /// <inheritdoc/>
    public override bool FollowsEarlierSteps => true;

    /// <inheritdoc/>
    public override void Check(UndoDeploymentRequest request, ServiceDefinition service)
    {
        service.FindEnvironment(request.Environment);
        ImportPlanner.Select(request.ImageStreams, service);
        ImportPlanner.Select(request.To is null ? null : [.. request.To.Keys], service);
        if (request.To?.FirstOrDefault(entry => !Digest().IsMatch(entry.Value)) is { Value: { } wrong } entry)
        {
            throw new GuruException(new Failure
            {
                Id = "InvalidDigest",
                Kind = FailureKind.Usage,
                Message = $"'{wrong}' is no digest of an image.",
                Target = entry.Key,
                NextAction = "Give it whole: sha256: and 64 digits.",
            });
        }
    }

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(UndoDeploymentRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        return new UndoPlanner(request, context, cancellationToken).PlanAsync(Id);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        if (change.Kind == PodRelease.Kind)
        {
            return await PodRelease.ApplyAsync(change, context, cancellationToken).ConfigureAwait(false);
        }

        ICluster cluster = Cluster(change, context);
        var index = new SnapshotIndex(await cluster.SnapshotAsync(cancellationToken).ConfigureAwait(false));
        string tag = change.Details[ImportChange.Tag];
        context.Progress.Report($"Pointing {change.Target}:{tag} at {change.Details[ImportChange.Image]}");
        RevertMark mark = new()
        {
            At = context.Time.GetUtcNow(),
            By = context.By,
            Run = context.RunId,
            Reason = change.Details.GetValueOrDefault(Reason),
            From = change.From,
            To = change.To,
        };
        await cluster.PointTagAsync(
            new TagPointer
            {
                ImageStream = change.Target,
                Tag = tag,
                From = change.Details[ImportChange.Image],
                Scheduled = false,
                Expected = change.From,
                Annotations = new Dictionary<string, string?> { [RevertMark.Key(tag)] = mark.Write() },
            },
            cancellationToken).ConfigureAwait(false);
        return context.Service.Workloads
            .Where(workload => workload.ImageStream == change.Target)
            .ToDictionary(workload => PodRoster.Key(WorkloadNames.Of(workload)), workload => PodRoster.Of(index.Pods(workload)).ToString());
    }

    /// <inheritdoc/>
    public override async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        if (change.Kind == PodRelease.Kind)
        {
            return await PodRelease.ProbeAsync(change, context, cancellationToken).ConfigureAwait(false);
        }

        ImageStreamState? stream = await Cluster(change, context).GetImageStreamAsync(change.Target, cancellationToken).ConfigureAwait(false);
        RevertedTag? held = RevertMark.Find(stream, change.Details[ImportChange.Tag]);
        string? digest = stream?.Tags.FirstOrDefault(tag => tag.Tag == change.Details[ImportChange.Tag])?.Digest;
        return held?.Image == change.Details[ImportChange.Image] ? ProbeOutcome.Applied
            : digest == change.From ? ProbeOutcome.NotApplied
            : ProbeOutcome.Unknown;
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(UndoDeploymentRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        List<ChangeChain> all = [.. ChangeChain.ByTarget(changes).Values];
        List<ChangeChain> chains = [.. all.Where(chain => chain.First.Kind == ChangeKind)];
        Failure? unimported = await new RevertWatch(context, request.Environment).WaitAsync(
            [.. chains.Where(chain => chain.Last.Status == ChangeStatus.Applied).Select(chain => chain.Last.Change)], cancellationToken).ConfigureAwait(false);
        List<TrackedWorkload> tracked = await TrackAsync(request, chains, context, cancellationToken).ConfigureAwait(false);
        RolloutOutcome outcome = tracked.Count == 0 || unimported is not null
            ? new RolloutOutcome([], unimported)
            : await new RolloutWatch(context, request.Environment, tracked).WaitAsync(cancellationToken).ConfigureAwait(false);
        UndoReport report = new(request.Environment, [.. chains.Select(ToImage)], outcome.Workloads);
        List<Failure> failures = [.. all.Select(chain => chain.Failure).OfType<Failure>()];
        string message = $"{failures.Count} of {all.Count} changes {(failures.Count == 1 ? "was" : "were")} not made in {request.Environment}.";
        return new Conclusion(report, outcome.Failure is { } rollout
            ? FailureSummary.Of([rollout, .. failures], "UndoIncomplete", $"{rollout.Message} Besides, {message}")
            : FailureSummary.Of(failures, "UndoIncomplete", message));
    }

    /// <inheritdoc/>
    public override UndoReport Forecast(UndoDeploymentRequest request, Plan plan) => new(
        request.Environment,
        [.. plan.Changes.Where(change => change.Kind == ChangeKind).Select(change => ToImage(new ChangeChain([new ChangeResult { Change = change, Status = ChangeStatus.Planned }])))],
        []);

    /// <summary>The digests by which pods may report an image: its own, and of a list those of its platforms.</summary>
    internal static async Task<IReadOnlyList<string>> IdentityAsync(ImageStreamDefinition stream, string digest, OperationContext context, CancellationToken cancellationToken) =>
        RegistryRepository.Of(stream.Image, context.Service.Registry) is { } repository
            ? (await ImageIdentity.ReadAsync(context.Connections.Registry, repository, digest, cancellationToken).ConfigureAwait(false)).All
            : [digest];

    private static ICluster Cluster(Change change, OperationContext context) =>
        context.Connections.Cluster(context.Service.FindEnvironment(change.Details[ImportChange.Environment]));

    private static async Task<List<TrackedWorkload>> TrackAsync(UndoDeploymentRequest request, IReadOnlyList<ChangeChain> chains, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentDefinition environment = context.Service.FindEnvironment(request.Environment);
        ICluster cluster = context.Connections.Cluster(environment);
        List<TrackedWorkload> tracked = [];
        foreach (ImageStreamDefinition stream in ImportPlanner.Select(request.ImageStreams, context.Service))
        {
            ImageStreamState? state = await cluster.GetImageStreamAsync(stream.Name, cancellationToken).ConfigureAwait(false);
            if (RevertMark.Find(state, environment.ImageTag) is null || state!.Tags.First(tag => tag.Tag == environment.ImageTag).Digest is not { } digest)
            {
                continue;
            }

            HashSet<string> digests = [.. await IdentityAsync(stream, digest, context, cancellationToken).ConfigureAwait(false)];
            ChangeChain? chain = chains.FirstOrDefault(candidate => candidate.First.Target == stream.Name);
            tracked.AddRange(context.Service.Workloads.Where(workload => workload.ImageStream == stream.Name).Select(workload =>
            {
                string? roster = chain?.Results.Select(result => result.Values.GetValueOrDefault(PodRoster.Key(WorkloadNames.Of(workload)))).FirstOrDefault(text => text is not null);
                return new TrackedWorkload(workload, digests, roster is null ? null : PodRoster.Parse(roster)) { Digest = digest };
            }));
        }

        return [.. context.Service.Workloads.SelectMany(workload => tracked.Where(one => one.Definition == workload))];
    }

    private static RevertedImage ToImage(ChangeChain chain) => new()
    {
        ImageStream = chain.First.Target,
        Tag = chain.First.Details[ImportChange.Tag],
        From = chain.First.From,
        To = chain.Last.Change.To,
        Reverted = chain.Last.Status == ChangeStatus.Applied,
    };

    [GeneratedRegex("^sha256:[0-9a-f]{64}$")]
    private static partial Regex Digest();
}
