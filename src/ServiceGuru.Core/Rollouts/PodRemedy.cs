using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>
/// Says what heals a pod that ends the wait for a rollout. Importing again heals one that can't pull its image where the
/// registry has a newer one, and one that hangs on an image which is not its workload's any more; it does not where the
/// registry has the very image.
/// </summary>
internal sealed class PodRemedy(OperationContext context, string environment)
{
    private readonly EnvironmentDefinition _environment = context.Service.Environments[environment];

    /// <summary>Gives a finding about a pod with what heals it.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="tracked">The pod's workload.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<HealthFinding> ExplainAsync(HealthFinding finding, TrackedWorkload tracked, PodState pod, CancellationToken cancellationToken)
    {
        if (finding.Reason == "TerminatingStuck")
        {
            return finding with { NextAction = $"guru pods remove-stuck {environment} removes it by force, as does: {finding.NextAction}" };
        }

        if (pod.DeletionDeadline is not null)
        {
            return finding;
        }

        string again = $"guru import {environment} --again";
        string? digest = WorkloadImage.Digest(WorkloadImage.InPod(tracked.Definition, pod)?.Image);
        bool left = digest is not null && tracked.Digests.Count > 0 && !tracked.Digests.Contains(digest);
        if (left && tracked.Definition.Kind == WorkloadKind.StatefulSet)
        {
            return finding with
            {
                NextAction = $"{again} deletes the pod, so that the StatefulSet makes it anew with {ImportChange.Short(tracked.Digest)}; by itself it waits for ever (kubernetes#67250).",
            };
        }

        ImageStreamDefinition? stream = context.Service.ImageStreams.FirstOrDefault(candidate => candidate.Name == tracked.Definition.ImageStream);
        if (finding.Layer != HealthLayer.Image || digest is null || stream is null || RegistryRepository.Of(stream.Image, context.Service.Registry) is not { } repository)
        {
            return finding;
        }

        try
        {
            IRegistry registry = context.Connections.Registry;
            bool there = await registry.HasManifestAsync(repository, digest, cancellationToken).ConfigureAwait(false);
            ImageTag? tag = await registry.GetTagAsync(repository, stream.Tag ?? _environment.ImageTag, cancellationToken).ConfigureAwait(false);
            bool newer = tag is not null && !(await ImageIdentity.ReadAsync(registry, repository, tag, cancellationToken).ConfigureAwait(false)).Has(digest);
            string name = $"{stream.Image}:{stream.Tag ?? _environment.ImageTag}";
            string? action = (there, newer) switch
            {
                (_, true) => $"{again} brings {name}, which is {ImportChange.Short(tag!.Digest)} now, and makes the pods that hang go.",
                (true, false) => $"Importing again can't heal this: the registry has the very image. Look at the node's way to the registry and at the pull secret, then: {finding.NextAction}",
                (false, false) => $"Importing again can't heal this: the registry has nothing newer. Have the image built again, or go back: guru rollout undo {environment}",
            };
            return finding with
            {
                Evidence = [.. finding.Evidence, $"{stream.Image}@{digest} is {(there ? "in the registry" : "gone from the registry")}; {name} is {tag?.Digest ?? "not there"}"],
                NextAction = action,
            };
        }
        catch (GuruException unread)
        {
            return finding with { Evidence = [.. finding.Evidence, $"The registry could not be asked: {unread.Failure.Message}"] };
        }
    }
}
