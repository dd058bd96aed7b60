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
    public override int Concurrency => 4;

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(ImportImagesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        new ImportPlanner(request, context, cancellationToken).PlanAsync(Id);

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentDefinition environment = context.Service.FindEnvironment(change.Details[ImportChange.Environment]);
        ICluster cluster = context.Connections.Cluster(environment);
        await EnsureSameImageAsync(change, context, cancellationToken).ConfigureAwait(false);
        var index = new SnapshotIndex(await cluster.SnapshotAsync(cancellationToken).ConfigureAwait(false));
        Dictionary<string, string> values = context.Service.Workloads
            .Where(workload => workload.ImageStream == change.Target)
            .ToDictionary(workload => PodRoster.Key(WorkloadNames.Of(workload)), workload => PodRoster.Of(index.Pods(workload)).ToString());

        context.Progress.Report($"Importing {change.Details[ImportChange.Image]}");
        ImportedImage imported = await cluster.ImportImageAsync(change.Target, change.Details[ImportChange.Tag], change.Details[ImportChange.Image], cancellationToken).ConfigureAwait(false);

        // Of a list, an image stream may keep the image of one architecture, whose digest is another one.
        if (change.To is not null && imported.Digest != change.To && !change.IsManifestList())
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
        EnvironmentDefinition environment = context.Service.FindEnvironment(change.Details[ImportChange.Environment]);
        ImageStreamState? stream = await context.Connections.Cluster(environment).GetImageStreamAsync(change.Target, cancellationToken).ConfigureAwait(false);
        string? digest = stream?.Tags.FirstOrDefault(tag => tag.Tag == change.Details[ImportChange.Tag])?.Digest;
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
        List<ChangeResult> applied = [.. changes.Where(change => change.Status == ChangeStatus.Applied)];
        IReadOnlyList<TrackedWorkload> tracked = Track(applied, context.Service);
        RolloutOutcome outcome = tracked.Count == 0
            ? new RolloutOutcome([], null)
            : await new RolloutWatch(context, request.Environment, tracked).WaitAsync(cancellationToken).ConfigureAwait(false);
        ImportReport report = new(request.Environment, [.. changes.Select(ToImport)], outcome.Workloads);
        return new Conclusion(report, outcome.Failure ?? Incomplete(request.Environment, changes));
    }

    /// <inheritdoc/>
    public override ImportReport Forecast(ImportImagesRequest request, Plan plan) =>
        new(request.Environment, [.. plan.Changes.Select(change => ToImport(new ChangeResult { Change = change, Status = ChangeStatus.Planned }))], []);

    /// <summary>The plan was agreed to for one image; a newer one needs a new plan.</summary>
    private static async Task EnsureSameImageAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        if (change.To is null || !change.Details.TryGetValue(ImportChange.Repository, out string? repository))
        {
            return;
        }

        ImageTag? tag = await context.Connections.Registry.GetTagAsync(repository, change.Details[ImportChange.UpstreamTag], cancellationToken).ConfigureAwait(false);
        if (tag?.Digest != change.To)
        {
            throw new GuruException(Moved(change, tag?.Digest));
        }
    }

    private static Failure Moved(Change change, string? digest) => new()
    {
        Id = "ImageMovedMeanwhile",
        Message = $"{change.Details[ImportChange.Image]} is not at {ImportChange.Short(change.To)} any more, for which the import was planned.",
        Target = change.Target,
        Cause = digest is null ? "The registry has no such tag now." : $"It is at {digest} now.",
        NextAction = "Plan the import again and look at what is new.",
    };

    private static List<TrackedWorkload> Track(IReadOnlyList<ChangeResult> applied, ServiceDefinition service) =>
    [
        .. from workload in service.Workloads
           from result in applied
           where workload.ImageStream == result.Change.Target
           let digest = result.Values.GetValueOrDefault(ImportChange.Digest) ?? result.Change.To
           let roster = result.Values.GetValueOrDefault(PodRoster.Key(WorkloadNames.Of(workload)))
           select new TrackedWorkload(
               workload,
               new[] { digest, result.Change.To }.OfType<string>().ToHashSet(StringComparer.Ordinal),
               roster is null ? null : PodRoster.Parse(roster)) { Digest = digest },
    ];

    private static ImageImport ToImport(ChangeResult result) => new()
    {
        ImageStream = result.Change.Target,
        Tag = result.Change.Details[ImportChange.Tag],
        From = result.Change.From,
        To = result.Values.GetValueOrDefault(ImportChange.Digest) ?? result.Change.To,
        Revision = result.Values.GetValueOrDefault(ImportChange.Revision),
        Imported = result.Status == ChangeStatus.Applied,
    };

    private static Failure? Incomplete(string environment, IReadOnlyList<ChangeResult> changes)
    {
        List<ChangeResult> missing = [.. changes.Where(change => change.Status != ChangeStatus.Applied)];
        return missing.Count == 0 ? null : new Failure
        {
            Id = "ImportIncomplete",
            Kind = missing.Exists(change => change.Status is ChangeStatus.Unknown or ChangeStatus.Started) ? FailureKind.UnknownOutcome : FailureKind.Refused,
            Message = $"Not imported to {environment}: {string.Join(", ", missing.Select(change => change.Change.Target))}.",
            Target = environment,
            Cause = missing[0].Failure?.Message,
            Evidence = missing[0].Failure?.Evidence ?? [],
            NextAction = missing[0].Failure?.NextAction ?? $"guru import {environment}",
            Details = [.. missing.Select(change => change.Failure).OfType<Failure>()],
        };
    }
}
