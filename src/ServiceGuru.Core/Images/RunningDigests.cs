using ServiceGuru.Health;
using ServiceGuru.Services;

namespace ServiceGuru.Images;

/// <summary>Finds in a cluster's snapshot what an image stream has and what its workloads run.</summary>
internal sealed class RunningDigests(ClusterSnapshot snapshot, ServiceDefinition service)
{
    private readonly SnapshotIndex index = new(snapshot);

    /// <summary>Gives the digest of the image stream's tag that follows an image.</summary>
    public string? Imported(string image, string tag)
    {
        ImageStreamDefinition? stream = Stream(image);
        return snapshot.ImageStreams.FirstOrDefault(state => state.Name == stream?.Name)?.Tags.FirstOrDefault(state => state.Tag == tag)?.Digest;
    }

    /// <summary>Gives the digests that the pods of the image's workloads run, each once, sorted.</summary>
    public IReadOnlyList<string> Running(string image) => Stream(image) is not { } stream ? [] :
    [
        .. service.Workloads
            .Where(workload => workload.ImageStream == stream.Name)
            .SelectMany(workload => index.Pods(workload).Select(pod => WorkloadImage.InPod(workload, pod)))
            .Where(container => container is { Phase: ContainerPhase.Running })
            .Select(container => Digest(container!))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private ImageStreamDefinition? Stream(string image) => service.ImageStreams.FirstOrDefault(stream => stream.Image == image);

    // Of an image for several architectures the kubelet reports the one that it runs; the spec has the list's digest.
    private static string? Digest(ContainerState container) => WorkloadImage.Digest(container.Image) ?? container.Digest;
}
