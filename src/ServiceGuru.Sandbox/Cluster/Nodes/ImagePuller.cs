using System.Collections.Concurrent;
using ServiceGuru.Sandbox.Cluster.Faults;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>Fetches images for the machines, which keep what they have fetched.</summary>
internal sealed class ImagePuller(IImageCatalog catalog, ClusterFaults faults)
{
    private readonly ConcurrentDictionary<string, bool> present = new();

    /// <summary>Notes that the machines have an image.</summary>
    public void Keep(string image) => present[image] = true;

    /// <summary>Asks the registry.</summary>
    /// <returns>The runtime's words where the image can't be had, else null.</returns>
    public string? Pull(StoredObject pod, string image)
    {
        var refusal = faults.Of(pod).NoImage?.Invoke(image) ?? (catalog.Resolve(image) is null ? ImageFaultRows.Unknown(image) : null);
        if (refusal is null)
        {
            present[image] = true;
        }

        return refusal;
    }

    /// <summary>Whether the pod's machine lacks the image: another pod's machine may have it.</summary>
    public bool Lacks(StoredObject pod, string image) => !present.ContainsKey(image) || faults.Of(pod).NoImage is not null;

    /// <summary>The name of a running image by digest, as containers report it.</summary>
    public string Identify(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal))
        {
            return image;
        }

        return catalog.Resolve(image) is { } found ? $"{found.Image}@{found.Digest}" : image;
    }
}
