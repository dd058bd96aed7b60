using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>Finds the image that a deployment replaces: the one of the container that the definition names, else of the first.</summary>
internal static class WorkloadImage
{
    /// <summary>Gives the template's image, or null where the template lacks the container.</summary>
    public static string? InTemplate(WorkloadDefinition definition, WorkloadState state) => definition.Container is { } name
        ? state.Images.GetValueOrDefault(name)
        : state.Images.Values.FirstOrDefault();

    /// <summary>Gives the pod's container, or null where it lacks it.</summary>
    public static ContainerState? InPod(WorkloadDefinition definition, PodState pod) => pod.Containers.FirstOrDefault(container =>
        !container.Init && (definition.Container is null || container.Name == definition.Container));

    /// <summary>Gives the digest in a reference, or null where it has only a tag.</summary>
    public static string? Digest(string? reference) =>
        reference?.IndexOf('@', StringComparison.Ordinal) is >= 0 and { } at ? reference[(at + 1)..] : null;

    /// <summary>
    /// Tells whether a pod runs one of the digests. For a manifest list the kubelet may report the digest of its own
    /// architecture's image, so the reference in the pod's spec counts as well.
    /// </summary>
    public static bool Runs(WorkloadDefinition definition, PodState pod, IReadOnlySet<string> digests) =>
        InPod(definition, pod) is { } container
        && ((container.Digest is { } digest && digests.Contains(digest)) || (Digest(container.Image) is { } named && digests.Contains(named)));
}
