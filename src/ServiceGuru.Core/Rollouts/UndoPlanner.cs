using System.Globalization;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>Works out which image streams go back to which digest, and which pods must be helped on the way.</summary>
internal sealed class UndoPlanner(UndoDeploymentRequest request, OperationContext context, CancellationToken cancellationToken)
{
    private readonly ServiceDefinition _service = context.Service;
    private readonly EnvironmentDefinition _environment = context.Service.FindEnvironment(request.Environment);

    public async Task<Plan> PlanAsync(string operation)
    {
        IReadOnlyList<ImageStreamDefinition> candidates = ImportPlanner.Select(request.ImageStreams, _service);
        ClusterSnapshot snapshot = await context.Connections.Cluster(_environment).SnapshotAsync(cancellationToken).On(request.Environment).ConfigureAwait(false);
        PreviousImages previous = await PreviousImages.ReadAsync(request, context, cancellationToken).ConfigureAwait(false);
        var index = new SnapshotIndex(snapshot);
        ImageStreamState? State(ImageStreamDefinition stream) => snapshot.ImageStreams.FirstOrDefault(state => state.Name == stream.Name);
        ImageStreamTagState? Tag(ImageStreamDefinition stream) => State(stream)?.Tags.FirstOrDefault(tag => tag.Tag == _environment.ImageTag);

        List<Change> changes = [];
        List<Change> releases = [];
        List<PlanNote> notes = [];
        List<Failure> blockers = [];
        IReadOnlyList<ImageStreamDefinition> streams = request.ImageStreams is null ? previous.OfLastDeployment(candidates, Tag) : candidates;
        foreach (ImageStreamDefinition stream in streams)
        {
            ImageStreamTagState? tag = Tag(stream);
            RevertedTag? held = RevertMark.Find(State(stream), _environment.ImageTag);
            if (held is not null && request.To?.ContainsKey(stream.Name) != true)
            {
                notes.Add(new PlanNote(stream.Name, $"It is reverted already: {RevertFailures.Describe(held)}."));
                releases.AddRange(await ReleasesAsync(stream, tag?.Digest, index).ConfigureAwait(false));
                continue;
            }

            string? wanted = request.To?.GetValueOrDefault(stream.Name);
            PreviousImage? before = tag is null ? null : wanted is not null ? new PreviousImage(wanted, "it was asked for") : previous.Of(stream.Name, tag);
            if (tag?.Digest is null || before?.Digest is null || before.Digest == tag.Digest)
            {
                notes.Add(new PlanNote(stream.Name, "There is no image from before: nothing to go back to."));
            }
            else if (await GoneAsync(stream, tag, before.Digest).ConfigureAwait(false) is { } gone)
            {
                blockers.Add(gone);
            }
            else
            {
                changes.Add(ToChange(changes.Count + 1, stream, tag, before));
                releases.AddRange(await ReleasesAsync(stream, before.Digest, index).ConfigureAwait(false));
            }
        }

        if (changes.Count > 0)
        {
            notes.Add(new PlanNote(request.Environment, "Database migrations are not downgraded: the older code will meet the newer schema."));
            notes.Add(new PlanNote(request.Environment, $"Automatic imports pause until: guru import {request.Environment} --after-revert"));
        }
        else if (blockers.Count == 0 && !notes.Exists(note => note.Text.StartsWith("It is reverted already", StringComparison.Ordinal)))
        {
            blockers.Add(NothingToRevert());
        }

        changes.AddRange(releases.Select((change, position) => change with { Id = (changes.Count + position + 1).ToString(CultureInfo.InvariantCulture) }).ToList());
        return new Plan { Operation = operation, Changes = changes, Notes = notes, Blockers = blockers };
    }

    private async Task<IEnumerable<Change>> ReleasesAsync(ImageStreamDefinition stream, string? digest, SnapshotIndex index)
    {
        IReadOnlyList<string> digests = digest is null ? [] : await UndoDeployment.IdentityAsync(stream, digest, context, cancellationToken).ConfigureAwait(false);
        return PodRelease.Plan(request.Environment, _service.Workloads.Where(workload => workload.ImageStream == stream.Name), digests, index);
    }

    /// <summary>What no tag holds is collected by the registry after a while, and then nothing can run it any more.</summary>
    private async Task<Failure?> GoneAsync(ImageStreamDefinition stream, ImageStreamTagState tag, string digest)
    {
        if (RegistryRepository.Of(stream.Image, _service.Registry) is not { } repository)
        {
            return null;
        }

        IRegistry registry = context.Connections.Registry;
        if (await registry.HasManifestAsync(repository, digest, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        List<string> left = [];
        foreach (string older in tag.PreviousDigests.Where(older => older != digest && older != tag.Digest).Take(10))
        {
            if (await registry.HasManifestAsync(repository, older, cancellationToken).ConfigureAwait(false))
            {
                left.Add(older);
            }
        }

        return new Failure
        {
            Id = "PreviousImageGone",
            Message = $"The image that {stream.Name} had before is not in the registry any more, so nothing can go back to it.",
            Target = stream.Name,
            Cause = $"{stream.Image} has no manifest {digest}: no tag held it, and the registry has collected it.",
            Evidence = [$"now: {tag.Digest}", .. left.Select(older => $"older, and still there: {older}")],
            NextAction = left.Count > 0
                ? $"Go back to an older one: guru rollout undo {request.Environment} --to {stream.Name}={left[0]}. Or mend the code and deploy that."
                : "Mend the code, or revert the commits on the branch, and deploy that.",
        };
    }

    private Failure NothingToRevert() => new()
    {
        Id = "NothingToRevert",
        Message = $"No image stream of {request.Environment} has an image from before that it could go back to.",
        Target = request.Environment,
        NextAction = "Name the image streams and their digests if you know better: --to STREAM=DIGEST.",
    };

    private Change ToChange(int number, ImageStreamDefinition stream, ImageStreamTagState tag, PreviousImage before)
    {
        Dictionary<string, string> details = new()
        {
            [ImportChange.Environment] = request.Environment,
            [ImportChange.Tag] = _environment.ImageTag,
            [ImportChange.Image] = $"{stream.Image}@{before.Digest}",
        };
        if (request.Reason is { } reason)
        {
            details[UndoDeployment.Reason] = reason;
        }

        return new Change
        {
            Id = number.ToString(CultureInfo.InvariantCulture),
            Kind = UndoDeployment.ChangeKind,
            Target = stream.Name,
            From = tag.Digest,
            To = before.Digest,
            Summary = $"Take {stream.Name}:{_environment.ImageTag} back to {ImportChange.Short(before.Digest)} ({before.Source}), away from {ImportChange.Short(tag.Digest)}, and pause its automatic imports",
            Destructive = true,
            Effect = EffectContract.CompareAndSwap,
            Undo = $"guru import {request.Environment} --after-revert",
            Details = details,
        };
    }
}
