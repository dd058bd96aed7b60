using System.Globalization;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>Works out which image streams must be imported: one snapshot of the cluster against the registry's tags.</summary>
internal sealed class ImportPlanner(ImportImagesRequest request, OperationContext context, CancellationToken cancellationToken)
{
    private readonly ServiceDefinition _service = context.Service;
    private readonly EnvironmentDefinition _environment = context.Service.FindEnvironment(request.Environment);

    /// <summary>Gives the image streams of these names; all that a deployment imports without.</summary>
    /// <exception cref="GuruException">A name is unknown, or of an image stream that deployments leave alone.</exception>
    public static IReadOnlyList<ImageStreamDefinition> Select(IReadOnlyList<string>? names, ServiceDefinition service)
    {
        if (names is null)
        {
            return [.. service.ImageStreams.Where(stream => stream.Import)];
        }

        List<ImageStreamDefinition> named = [.. names.Distinct(StringComparer.Ordinal).Select(service.FindImageStream)];
        return named.Find(stream => !stream.Import) is not { } other ? named : throw new GuruException(new Failure
        {
            Id = "ImageStreamNotImported",
            Kind = FailureKind.Usage,
            Message = $"Image stream {other.Name} follows its image by itself; the definition says that deployments leave it alone.",
            Target = other.Name,
            NextAction = $"Leave it out, or set import: true for it in the service definition.",
        });
    }

    public async Task<Plan> PlanAsync(string operation)
    {
        IReadOnlyList<ImageStreamDefinition> streams = Select(request.ImageStreams, _service);
        RevisionCheck revisions = await RevisionCheck.OfAsync(request, _environment, context, cancellationToken).ConfigureAwait(false);
        Task<ClusterSnapshot> snapshotTask = context.Connections.Cluster(_environment).SnapshotAsync(cancellationToken).On(request.Environment);
        Task<IReadOnlyList<UpstreamImage>> upstreamTask = SideBySide.SelectAsync(streams, (stream, token) => ReadUpstreamAsync(stream, revisions, token).On(stream.Name), cancellationToken);
        await Task.WhenAll(snapshotTask, upstreamTask).ConfigureAwait(false);
        ClusterSnapshot snapshot = await snapshotTask.ConfigureAwait(false);
        var index = new SnapshotIndex(snapshot);

        List<Change> changes = [];
        List<PlanNote> notes = [];
        List<Failure> blockers = [];
        List<RevertedTag> reverted = [];
        List<Change> releases = [];
        foreach (UpstreamImage upstream in await upstreamTask.ConfigureAwait(false))
        {
            ImageStreamState? stream = snapshot.ImageStreams.FirstOrDefault(state => state.Name == upstream.Stream.Name);
            ImageStreamTagState? current = stream?.Tags.FirstOrDefault(tag => tag.Tag == _environment.ImageTag);
            RevertedTag? held = RevertMark.Find(stream, _environment.ImageTag);
            if (RevertMark.IsStale(stream, _environment.ImageTag))
            {
                notes.Add(new PlanNote(upstream.Stream.Name, "It was reverted once; somebody has pointed it elsewhere since, so that is over."));
            }

            if (request.Again)
            {
                releases.AddRange(PodRelease.Plan(request.Environment, Fed(upstream.Stream), upstream.Identity?.All ?? [], index));
            }

            if (held is not null && !request.AfterRevert)
            {
                reverted.Add(held);
            }
            else if (upstream.Blocker is not null)
            {
                blockers.Add(upstream.Blocker);
            }
            else if (!request.Again && held is null && upstream.Identity?.Has(current?.Digest) == true && Runs(upstream.Stream, current!.Digest!, index))
            {
                notes.Add(new PlanNote(upstream.Stream.Name, $"{upstream.Stream.Name}:{_environment.ImageTag} is at {ImportChange.Short(current.Digest)} already, and its workloads run it."));
            }
            else
            {
                if (held is null && current?.From is { } followed && followed != upstream.Image)
                {
                    notes.Add(new PlanNote(upstream.Stream.Name, $"It follows {followed} now, and {upstream.Image} after the import."));
                }

                changes.Add(ToChange(changes.Count + 1, upstream, current?.Digest, held, index));
            }
        }

        if (reverted.Count > 0)
        {
            blockers.Insert(0, RevertFailures.PreviousDeployment(request.Environment, reverted));
        }

        changes.AddRange(releases.Select((change, position) => change with { Id = (changes.Count + position + 1).ToString(CultureInfo.InvariantCulture) }).ToList());

        return new Plan { Operation = operation, Changes = changes, Notes = notes, Blockers = blockers };
    }

    private async Task<UpstreamImage> ReadUpstreamAsync(ImageStreamDefinition stream, RevisionCheck revisions, CancellationToken token)
    {
        string upstreamTag = stream.Tag ?? _environment.ImageTag;
        string image = $"{stream.Image}:{upstreamTag}";
        string? repository = RegistryRepository.Of(stream.Image, _service.Registry);
        if (repository is null)
        {
            // Another registry's image: the cluster can import it, and its digest is known only then.
            return new UpstreamImage(stream, image, upstreamTag);
        }

        ImageTag? tag = await context.Connections.Registry.GetTagAsync(repository, upstreamTag, token).ConfigureAwait(false);
        Failure? blocker = tag is not null ? await revisions.CheckAsync(repository, tag, token).ConfigureAwait(false) : new Failure
        {
            Id = "ImageTagMissing",
            Message = $"The registry has no image {image}.",
            Target = stream.Name,
            NextAction = "Have the image built: guru images wait",
        };
        return new UpstreamImage(stream, image, upstreamTag)
        {
            Repository = repository,
            Tag = tag,
            Identity = tag is null ? null : await ImageIdentity.ReadAsync(context.Connections.Registry, repository, tag, token).ConfigureAwait(false),
            Blocker = blocker,
        };
    }

    private bool Runs(ImageStreamDefinition stream, string digest, SnapshotIndex index)
    {
        HashSet<string> digests = [digest];
        return Fed(stream).All(workload => RolloutState.Of(workload, digests, index).IsDone);
    }

    private IEnumerable<WorkloadDefinition> Fed(ImageStreamDefinition stream) => _service.Workloads.Where(workload => workload.ImageStream == stream.Name);

    private Change ToChange(int number, UpstreamImage upstream, string? from, RevertedTag? held, SnapshotIndex index)
    {
        string target = $"{upstream.Stream.Name}:{_environment.ImageTag}";
        Dictionary<string, string> details = new()
        {
            [ImportChange.Environment] = request.Environment,
            [ImportChange.Tag] = _environment.ImageTag,
            [ImportChange.Image] = upstream.Image,
            [ImportChange.UpstreamTag] = upstream.UpstreamTag,
        };
        if (upstream.Repository is not null)
        {
            details[ImportChange.Repository] = upstream.Repository;
        }

        if (upstream.Tag?.IsManifestList == true)
        {
            details[ImportChange.ManifestList] = "true";
        }

        if (held is not null)
        {
            details[ImportChange.AfterRevert] = "true";
        }

        bool same = upstream.Identity?.Has(from) == true;
        bool taken = held is not null && upstream.Identity?.Has(held.From) == true;
        string to = upstream.Tag is null ? "what the registry has" : ImportChange.Short(upstream.Tag.Digest);
        return new Change
        {
            Id = number.ToString(CultureInfo.InvariantCulture),
            Kind = ImportChange.Kind,
            Target = upstream.Stream.Name,
            From = from,
            To = upstream.Tag?.Digest,
            Summary = held is not null
                ? $"Let {target} follow {upstream.Image} again, and import it: {ImportChange.Short(from)} → {to}{(taken ? ", the very image that was reverted" : string.Empty)}"
                : same
                    ? $"Import {upstream.Image} into {target} again: it is at {to}{(Runs(upstream.Stream, from!, index) ? string.Empty : ", and not all workloads run it")}"
                    : $"Import {upstream.Image} into {target}: {ImportChange.Short(from)} → {to}",
            Destructive = taken,
            Effect = EffectContract.Convergent,
            Details = details,
        };
    }

    private sealed record UpstreamImage(ImageStreamDefinition Stream, string Image, string UpstreamTag)
    {
        public string? Repository { get; init; }

        public ImageTag? Tag { get; init; }

        public ImageIdentity? Identity { get; init; }

        public Failure? Blocker { get; init; }
    }
}
