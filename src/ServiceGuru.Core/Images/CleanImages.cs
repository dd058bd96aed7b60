using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Images;

/// <summary>
/// Removes old images from the registry. What any environment runs, or can be put back to, stays; whether it does is looked
/// at for the plan and again right before each removal.
/// </summary>
public sealed class CleanImages : Operation<CleanImagesRequest, ImageCleanupReport>
{
    private const string InUse = "ImageInUse";
    private const string Moved = "TagMovedMeanwhile";

    /// <inheritdoc/>
    public override string Id => "images/clean";

    /// <inheritdoc/>
    public override string Summary => "Removes old images from the registry that nothing runs.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    /// <remarks>Each removal reads every environment first; more at once would only make the clusters busy.</remarks>
    public override int Concurrency => 4;

    /// <inheritdoc/>
    public override void Check(CleanImagesRequest request, ServiceDefinition service)
    {
        CleanupRules.Of(request, service).Check();
        Repositories(request, service);
    }

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(CleanImagesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        RegistryDefinition registry = context.Service.Registry!;

        // What runs is read before what there is: an image that is put to use in between is found when it is to be removed.
        ImagesInUse inUse = await ImagesInUse.ReadAsync(context, cancellationToken).ConfigureAwait(false);
        CleanupPlanner planner = new(context, CleanupRules.Of(request, context.Service), inUse);
        IReadOnlyList<CleanupPlanner.Finding> findings = await SideBySide.SelectAsync(
            Repositories(request, context.Service), planner.FindAsync, cancellationToken, degree: 4).ConfigureAwait(false);
        List<Change> changes =
        [
            .. findings.SelectMany(finding => finding.Stale)
                .OrderBy(candidate => candidate.Tag.LastModified)
                .ThenBy(candidate => candidate.Repository, StringComparer.Ordinal)
                .Select((candidate, index) => CleanupChanges.Remove(
                    CleanupPlanner.NameOf(context.Service, candidate.Repository), candidate.Repository, candidate.Tag, candidate.Size, candidate.Platforms, index + 1)),
        ];
        List<PlanNote> notes = [.. findings.Select(finding => finding.Note)];
        if (changes.Count > 0)
        {
            long freed = Freed([.. changes.Select(change => CleanupChanges.AsImage(change, StaleImageStatus.Removed, null))]);
            notes.Add(new PlanNote("together", $"{changes.Count} tags, at most {ByteSize.Text(freed)}: images share layers, so that the registry may free less"));
        }

        bool mayWrite = (registry.Cleanup.Token ?? registry.Token) is not null;
        return new Plan { Operation = Id, Changes = changes, Notes = notes, Blockers = mayWrite || changes.Count == 0 ? [] : [TokenMissing(registry)] };
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        IRegistry registry = context.Connections.Registry;
        (string repository, string name) = (CleanupChanges.RepositoryOf(change), CleanupChanges.TagOf(change));
        ImageTag? found = await registry.GetTagAsync(repository, name, cancellationToken).ConfigureAwait(false);
        if (found?.Digest != change.To)
        {
            if (found?.Digest != change.From)
            {
                throw new GuruException(MovedMeanwhile(change, found));
            }

            if (change.Kind == CleanupChanges.RestoreKind)
            {
                await registry.RestoreTagAsync(repository, name, change.To!, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                ImagesInUse inUse = await ImagesInUse.ReadAsync(context, cancellationToken).ConfigureAwait(false);
                string image = CleanupPlanner.NameOf(context.Service, repository);
                if (inUse.UserOf(image, name, CleanupChanges.DigestsOf(change)) is { } user)
                {
                    throw new GuruException(InUseMeanwhile(change, user));
                }

                await registry.DeleteTagAsync(repository, name, cancellationToken).ConfigureAwait(false);
            }
        }

        return new Dictionary<string, string>(StringComparer.Ordinal) { ["digest"] = change.From ?? change.To! };
    }

    /// <inheritdoc/>
    public override async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        ImageTag? found = await context.Connections.Registry.GetTagAsync(
            CleanupChanges.RepositoryOf(change), CleanupChanges.TagOf(change), cancellationToken).ConfigureAwait(false);

        // A tag that somebody pushed anew is looked at again, and left alone, by the change itself.
        return found?.Digest == change.To ? ProbeOutcome.Applied : ProbeOutcome.NotApplied;
    }

    /// <inheritdoc/>
    public override Change? Revert(ChangeResult applied) => applied.Change.Kind == CleanupChanges.RemoveKind ? CleanupChanges.Restore(applied.Change) : null;

    /// <inheritdoc/>
    public override Task<Conclusion> ConcludeAsync(CleanImagesRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        List<StaleImage> images =
        [
            .. ChangeChain.ByTarget(changes).Values.Select(AsImage).OrderBy(image => image.LastModified).ThenBy(image => image.Repository, StringComparer.Ordinal),
        ];
        List<Failure> failures = [.. images.Where(image => image.Status is StaleImageStatus.Failed or StaleImageStatus.Unknown).Select(image => image.Failure).OfType<Failure>()];
        return Task.FromResult(new Conclusion(
            new ImageCleanupReport { Images = images, FreedAtMost = Freed([.. images.Where(image => image.Status == StaleImageStatus.Removed)]) },
            FailureSummary.Of(failures, "ImagesNotRemoved", $"{failures.Count} of {images.Count} tags were not removed; the others were.")));
    }

    /// <inheritdoc/>
    public override ImageCleanupReport? Forecast(CleanImagesRequest request, Plan plan)
    {
        List<StaleImage> images = [.. plan.Changes.Select(change => CleanupChanges.AsImage(change, StaleImageStatus.Removed, null))];
        return plan.Blockers.Count > 0 ? null : new ImageCleanupReport { Images = images, FreedAtMost = Freed(images) };
    }

    private static IReadOnlyList<string> Repositories(CleanImagesRequest request, ServiceDefinition service)
    {
        List<string> known =
        [
            .. service.Registry?.Cleanup.Repositories ?? service.Repositories.SelectMany(repository => repository.Build?.Images ?? []).Distinct(StringComparer.Ordinal),
        ];
        foreach (string name in (request.Repositories ?? []).Where(name => !known.Contains(name, StringComparer.Ordinal)))
        {
            throw ServiceDefinitionNames.Unknown(service, "UnknownImageRepository", "image repository", name, known);
        }

        return request.Repositories is { Count: > 0 } ? [.. request.Repositories.Distinct(StringComparer.Ordinal)] : known;
    }

    private static StaleImage AsImage(ChangeChain chain)
    {
        StaleImageStatus status = chain.Last.Status switch
        {
            ChangeStatus.Applied => StaleImageStatus.Removed,
            ChangeStatus.Declined => StaleImageStatus.Declined,
            ChangeStatus.Unknown or ChangeStatus.Started => StaleImageStatus.Unknown,
            _ => chain.Last.Failure?.Id is InUse or Moved ? StaleImageStatus.Kept : StaleImageStatus.Failed,
        };
        return CleanupChanges.AsImage(chain.Last.Change, status, chain.Failure is { } failure ? failure with { Target = chain.Last.Change.Target } : null);
    }

    // Two tags of one image free it once.
    private static long Freed(IReadOnlyList<StaleImage> images) => images.DistinctBy(image => (image.Repository, image.Digest)).Sum(image => image.Size ?? 0);

    private static Failure InUseMeanwhile(Change change, string user) => new()
    {
        Id = InUse,
        Target = change.Target,
        Message = $"{change.Target} was put to use since it was looked at, so it stays.",
        Cause = $"It is used by {user}.",
        Evidence = [change.From!],
        NextAction = "Nothing: the next clean-up looks at it again.",
    };

    private static Failure MovedMeanwhile(Change change, ImageTag? found) => new()
    {
        Id = Moved,
        Target = change.Target,
        Message = $"{change.Target} is not what it was when it was looked at, so it was left alone.",
        Evidence = [$"expected: {change.From ?? "no such tag"}", $"found: {found?.Digest ?? "no such tag"}"],
        NextAction = "Look who pushed it; the next clean-up looks at it again.",
    };

    private static Failure TokenMissing(RegistryDefinition registry) => new()
    {
        Id = "RegistryTokenMissing",
        Kind = FailureKind.Usage,
        Target = registry.Namespace,
        Message = $"The definition names no token with which images of {registry.Namespace} could be removed.",
        NextAction = "Add one with the right to write (Quay: repo:write) as a secret reference at registry.cleanup.token.",
    };
}
