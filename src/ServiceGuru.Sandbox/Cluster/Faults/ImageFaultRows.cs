namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>Images that can't be pulled or imported; the words are those of CRI-O with the registry's answer.</summary>
internal static class ImageFaultRows
{
    /// <summary>Gets the rows.</summary>
    public static IReadOnlyList<ClusterFault> All { get; } =
    [
        new("image-pull-backoff") { Production = true, Pods = new() { Image = "packit-worker" }, Trouble = new() { NoImage = Unknown } },
        new("image-not-found")
        {
            Pods = new() { Component = "packit-dashboard" },
            Trouble = new() { NoImage = Unknown },
            MadeAnew = "packit-dashboard",
        },
        new("image-pull-denied")
        {
            Pods = new() { Component = "flower" },
            Trouble = new() { NoImage = image => $"{Reading(image)}: unauthorized: access to the requested resource is not authorized" },
            MadeAnew = "flower",
        },
        new("registry-rate-limit-pull")
        {
            Pods = new() { Component = "valkey" },
            Trouble = new()
            {
                NoImage = image => $"{Reading(image)}: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit",
            },
            MadeAnew = "valkey",
        },
        new("stale-import") { Unreachable = "packit-worker" },
    ];

    /// <summary>The words for an image that the registry does not have.</summary>
    public static string Unknown(string image) => $"{Reading(image)}: manifest unknown";

    private static string Reading(string image)
    {
        var at = image.IndexOf('@', StringComparison.Ordinal);
        var colon = image.LastIndexOf(':');
        var (name, reference) = at > 0 ? (image[..at], image[(at + 1)..])
            : colon > image.LastIndexOf('/') ? (image[..colon], image[(colon + 1)..])
            : (image, "latest");

        // A name without a host is Docker Hub's.
        var full = name.Split('/')[0].Contains('.', StringComparison.Ordinal) ? name : $"docker.io/{name}";
        return $"reading manifest {reference} in {full}";
    }
}
