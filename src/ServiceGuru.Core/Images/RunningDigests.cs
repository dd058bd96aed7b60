using ServiceGuru.Health;
using ServiceGuru.Services;

namespace ServiceGuru.Images;

/// <summary>Finds in a cluster's snapshot what an image stream has and what its workloads run.</summary>
internal sealed class RunningDigests(ClusterSnapshot snapshot, ServiceDefinition service)
{
    /// <summary>Gives the digest of the image stream's tag that follows an image.</summary>
    public string? Imported(string image, string tag)
    {
        ImageStreamDefinition? stream = Stream(image);
        return snapshot.ImageStreams.FirstOrDefault(state => state.Name == stream?.Name)?.Tags.FirstOrDefault(state => state.Tag == tag)?.Digest;
    }

    /// <summary>Gives the digests that the pods of the image's workloads run, with commas between.</summary>
    public string? Running(string image)
    {
        ImageStreamDefinition? stream = Stream(image);
        List<string> digests = [.. service.Workloads
            .Where(workload => stream is not null && workload.ImageStream == stream.Name)
            .SelectMany(Containers)
            .Select(Digest)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
        return digests.Count == 0 ? null : string.Join(", ", digests);
    }

    private ImageStreamDefinition? Stream(string image) => service.ImageStreams.FirstOrDefault(stream => stream.Image == image);

    private IEnumerable<ContainerState> Containers(WorkloadDefinition workload)
    {
        WorkloadState? state = snapshot.Workloads.FirstOrDefault(candidate => candidate.Name == workload.Name && candidate.Kind == workload.Kind);
        if (state is null || state.Selector.Count == 0)
        {
            return [];
        }

        return snapshot.Pods
            .Where(pod => state.Selector.All(label => pod.Labels.GetValueOrDefault(label.Key) == label.Value))
            .Select(pod => pod.Containers.FirstOrDefault(container => !container.Init && (workload.Container is null || container.Name == workload.Container)))
            .OfType<ContainerState>()
            .Where(container => container.Phase == ContainerPhase.Running);
    }

    // Of an image for several architectures the kubelet reports the one that it runs; the spec has the list's digest.
    private static string? Digest(ContainerState container)
    {
        int at = container.Image.IndexOf('@');
        return at < 0 ? container.Digest : container.Image[(at + 1)..];
    }
}
