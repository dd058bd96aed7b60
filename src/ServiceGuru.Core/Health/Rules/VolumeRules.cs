namespace ServiceGuru.Health.Rules;

/// <summary>Volumes can't be attached or mounted. Kubernetes tells it by events only.</summary>
internal static class VolumeRules
{
    public static IReadOnlyList<HealthRule<PodSubject>> All { get; } =
    [
        new("ConfigMapMissing", HealthLayer.Volumes, FindingSeverity.Terminal, pod => NotFound(pod, "configmap") is { } seen
            ? CreationRules.FromEvent(pod, seen, $"Pod {pod.Pod.Name} mounts a ConfigMap that does not exist.", pod.Scope.Kubectl("get configmaps") + " and apply the missing one.")
            : null),
        new("SecretMissing", HealthLayer.Volumes, FindingSeverity.Terminal, pod => NotFound(pod, "secret") is { } seen
            ? CreationRules.FromEvent(pod, seen, $"Pod {pod.Pod.Name} mounts a Secret that does not exist.", pod.Scope.Kubectl("get secrets") + " and apply the missing one.")
            : null),
        new("KeyMissing", HealthLayer.Volumes, FindingSeverity.Terminal, pod => Mount(pod, "references non-existent") is { } seen
            ? CreationRules.FromEvent(pod, seen, $"Pod {pod.Pod.Name} mounts a key that its ConfigMap or Secret lacks.", pod.Describe())
            : null),
        new("FailedAttachVolume", HealthLayer.Volumes, FindingSeverity.AfterGrace, pod => CreationRules.IsStarting(pod) && pod.Event("FailedAttachVolume") is { } seen
            ? CreationRules.FromEvent(pod, seen, $"A volume of pod {pod.Pod.Name} can't be attached to node {pod.Pod.Node}.", "kubectl get volumeattachments: another node may still hold the volume.")
            : null),
        new("FailedMount", HealthLayer.Volumes, FindingSeverity.AfterGrace, pod => Mount(pod, null) is { } seen
            ? CreationRules.FromEvent(pod, seen, $"A volume of pod {pod.Pod.Name} can't be mounted.", pod.Describe())
            : null),
    ];

    private static ClusterEvent? Mount(PodSubject pod, string? text) => CreationRules.IsStarting(pod) ? pod.Event("FailedMount", text) : null;

    /// <summary>"failed to sync configmap cache" looks alike and heals by itself; only the newest mount failure tells.</summary>
    private static ClusterEvent? NotFound(PodSubject pod, string kind) =>
        Mount(pod, null) is { } seen
        && seen.Message.Contains($"{kind} \"", StringComparison.OrdinalIgnoreCase)
        && seen.Message.Contains("not found", StringComparison.OrdinalIgnoreCase)
            ? seen
            : null;
}
