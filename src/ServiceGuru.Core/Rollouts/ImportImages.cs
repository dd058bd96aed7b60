using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>
/// Brings an environment up to date: imports the registry's images into the image streams and waits until every
/// workload that they feed runs them.
/// </summary>
public sealed class ImportImages : Operation<ImportImagesRequest, ImportReport>
{
    /// <inheritdoc/>
    public override string Id => "rollout/import";

    /// <inheritdoc/>
    public override string Summary => "Imports the registry's images into an environment and waits until its workloads run them.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override bool FollowsEarlierSteps => true;

    /// <inheritdoc/>
    public override int Concurrency => 4;

    /// <inheritdoc/>
    public override void Check(ImportImagesRequest request, ServiceDefinition service) => service.FindEnvironment(request.Environment);

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(ImportImagesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        new ImportPlanner(request, context, cancellationToken).PlanAsync(Id);

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        if (change.Kind == PodRelease.Kind)
        {
            return await PodRelease.ApplyAsync(change, context, cancellationToken).ConfigureAwait(false);
        }

        EnvironmentDefinition environment = context.Service.FindEnvironment(change.Details[ImportChange.Environment]);
        ICluster cluster = context.Connections.Cluster(environment);
        ImageIdentity? planned = await EnsureSameImageAsync(change, context, cancellationToken).ConfigureAwait(false);
        var index = new SnapshotIndex(await cluster.SnapshotAsync(cancellationToken).ConfigureAwait(false));
        Dictionary<string, string> values = context.Service.Workloads
            .Where(workload => workload.ImageStream == change.Target)
            .ToDictionary(workload => PodRoster.Key(WorkloadNames.Of(workload)), workload => PodRoster.Of(index.Pods(workload)).ToString());

        context.Progress.Report($"Importing {change.Details[ImportChange.Image]}");
        if (change.Details.ContainsKey(ImportChange.AfterRevert))
        {
            await cluster.PointTagAsync(EndOfRevert(change), cancellationToken).ConfigureAwait(false);
        }

        ImportedImage imported = await cluster.ImportImageAsync(change.Target, change.Details[ImportChange.Tag], change.Details[ImportChange.Image], cancellationToken).ConfigureAwait(false);

        // A registry that doesn't tell what is in its list leaves nothing to compare with.
        if (planned is { Complete: true } && !planned.Has(imported.Digest))
        {
            throw new GuruException(Moved(change, imported.Digest) with
            {
                Kind = FailureKind.UnknownOutcome,
                NextAction = "Something else was imported than planned; look at what it is, then plan again.",
            });
        }

        values[ImportChange.Digest] = imported.Digest;
        values[ImportChange.Reference] = imported.Reference;
        if (imported.Revision is not null)
        {
            values[ImportChange.Revision] = imported.Revision;
        }

        return values;
    }

    /// <inheritdoc/>
    public override async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        if (change.Kind == PodRelease.Kind)
        {
            return await PodRelease.ProbeAsync(change, context, cancellationToken).ConfigureAwait(false);
        }

        EnvironmentDefinition environment = context.Service.FindEnvironment(change.Details[ImportChange.Environment]);
        ImageStreamState? stream = await context.Connections.Cluster(environment).GetImageStreamAsync(change.Target, cancellationToken).ConfigureAwait(false);
        string? digest = stream?.Tags.FirstOrDefault(tag => tag.Tag == change.Details[ImportChange.Tag])?.Digest;
        if (change.Details.ContainsKey(ImportChange.AfterRevert) && RevertMark.Find(stream, change.Details[ImportChange.Tag]) is not null)
        {
            return ProbeOutcome.NotApplied;
        }

        if (change.To is not null && digest == change.To)
        {
            return ProbeOutcome.Applied;
        }

        // Where the new digest can't be foretold, importing once more does no harm.
        return digest == change.From || change.To is null || change.IsManifestList() ? ProbeOutcome.NotApplied : ProbeOutcome.Unknown;
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(ImportImagesRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        context.Service.FindEnvironment(request.Environment);
        List<ChangeChain> all = [.. ChangeChain.ByTarget(changes).Values];
        List<ChangeChain> chains = [.. all.Where(chain => chain.First.Kind == ImportChange.Kind)];
        List<TrackedWorkload> tracked = Track(chains.Where(chain => chain.Last.Status == ChangeStatus.Applied), context.Service);
        RolloutOutcome outcome = tracked.Count == 0
            ? new RolloutOutcome([], null)
            : await new RolloutWatch(context, request.Environment, tracked).WaitAsync(cancellationToken).ConfigureAwait(false);
        ImportReport report = new(request.Environment, [.. chains.Select(ToImport)], outcome.Workloads);

        List<Failure> failures = [.. all.Select(chain => chain.Failure).OfType<Failure>()];
        string names = string.Join(", ", failures.Select(failure => failure.Target));
        string were = failures.Count == 1 ? "was" : "were";
        string message = all.Count == chains.Count
            ? $"{failures.Count} of {all.Count} images {were} not imported to {request.Environment}: {names}."
            : $"{failures.Count} of {all.Count} changes {were} not made in {request.Environment}: {names}.";
        return new Conclusion(report, outcome.Failure is { } rollout
            ? FailureSummary.Of([rollout, .. failures], "ImportIncomplete", $"{rollout.Message} Besides, {message}")
            : FailureSummary.Of(failures, "ImportIncomplete", message));
    }

    /// <inheritdoc/>
    public override ImportReport Forecast(ImportImagesRequest request, Plan plan) =>
        new(request.Environment, [.. plan.Changes.Where(change => change.Kind == ImportChange.Kind).Select(change => ToImport(new ChangeChain([new ChangeResult { Change = change, Status = ChangeStatus.Planned }])))], []);

    /// <summary>The plan was agreed to for one image; a newer one needs a new plan. Gives what that image may go by, or null where nobody knows.</summary>
    private static async Task<ImageIdentity?> EnsureSameImageAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        if (change.To is null || !change.Details.TryGetValue(ImportChange.Repository, out string? repository))
        {
            return null;
        }

        ImageTag? tag = await context.Connections.Registry.GetTagAsync(repository, change.Details[ImportChange.UpstreamTag], cancellationToken).ConfigureAwait(false);
        if (tag?.Digest != change.To)
        {
            throw new GuruException(Moved(change, tag?.Digest));
        }

        return await ImageIdentity.ReadAsync(context.Connections.Registry, repository, tag, cancellationToken).ConfigureAwait(false);
    }

    private static TagPointer EndOfRevert(Change change) => new()
    {
        ImageStream = change.Target,
        Tag = change.Details[ImportChange.Tag],
        From = change.Details[ImportChange.Image],
        Scheduled = true,
        Annotations = new Dictionary<string, string?> { [RevertMark.Key(change.Details[ImportChange.Tag])] = null },
    };

    private static Failure Moved(Change change, string? digest) => new()
    {
        Id = "ImageMovedMeanwhile",
        Message = $"{change.Details[ImportChange.Image]} is not at {ImportChange.Short(change.To)} any more, for which the import was planned.",
        Target = change.Target,
        Cause = digest is null ? "The registry has no such tag now." : $"It is at {digest} now.",
        NextAction = "Plan the import again and look at what is new.",
    };

    /// <summary>Several attempts may have imported one stream: the last one's image counts, and the pods from before the first.</summary>
    private static List<TrackedWorkload> Track(IEnumerable<ChangeChain> applied, ServiceDefinition service) =>
    [
        .. from workload in service.Workloads
           from chain in applied
           where workload.ImageStream == chain.First.Target
           let digest = chain.Last.Values.GetValueOrDefault(ImportChange.Digest) ?? chain.Last.Change.To
           let roster = chain.Results.Select(result => result.Values.GetValueOrDefault(PodRoster.Key(WorkloadNames.Of(workload)))).FirstOrDefault(text => text is not null)
           select new TrackedWorkload(
               workload,
               new[] { digest, chain.Last.Change.To }.OfType<string>().ToHashSet(StringComparer.Ordinal),
               roster is null ? null : PodRoster.Parse(roster)) { Digest = digest },
    ];

    private static ImageImport ToImport(ChangeChain chain) => new()
    {
        ImageStream = chain.First.Target,
        Tag = chain.First.Details[ImportChange.Tag],
        From = chain.First.From,
        To = chain.Last.Status == ChangeStatus.Declined ? chain.Now : chain.Last.Values.GetValueOrDefault(ImportChange.Digest) ?? chain.Last.Change.To,
        Revision = chain.Last.Values.GetValueOrDefault(ImportChange.Revision),
        Imported = chain.Last.Status == ChangeStatus.Applied,
    };
}
