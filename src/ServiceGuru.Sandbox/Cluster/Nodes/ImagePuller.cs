using System.Collections.Concurrent;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>Fetches images for the machines, which keep what they have fetched.</summary>
internal sealed class ImagePuller(IImageCatalog catalog, ClusterFaults faults)
{
    private readonly ConcurrentDictionary<string, bool> present = new();

    /// <summary>Notes that the machines have an image.</summary>
    public void Keep(string image) => present[image] = true;

    /// <summary>Whether the machines have the image.</summary>
    public bool Has(string image) => present.ContainsKey(image);

    /// <summary>Asks the registry.</summary>
    /// <returns>The registry's reason where it has no such image, else null.</returns>
    public string? Pull(string space, string image)
    {
        if (!faults.CannotPull(space, image) && catalog.Resolve(image) is not null)
        {
            present[image] = true;
            return null;
        }

        var at = image.IndexOf('@', StringComparison.Ordinal);
        var colon = image.LastIndexOf(':');
        var (name, reference) = at > 0 ? (image[..at], image[(at + 1)..])
            : colon > image.LastIndexOf('/') ? (image[..colon], image[(colon + 1)..])
            : (image, "latest");
        return $"reading manifest {reference} in {name}: manifest unknown";
    }

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
