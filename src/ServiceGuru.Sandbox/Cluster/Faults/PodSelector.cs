using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>Which pods a fault hits, beyond its environments; no condition hits all.</summary>
internal sealed record PodSelector
{
    /// <summary>The label <c>component</c>, i.e. the workload.</summary>
    public string? Component { get; init; }

    /// <summary>The image's last path segment.</summary>
    public string? Image { get; init; }

    /// <summary>Whether only one pod is hit each time that the fault is set: the first that it can happen to.</summary>
    public bool Once { get; init; }

    /// <summary>Whether the pod has the labels and the image.</summary>
    public bool Matches(StoredObject pod) =>
        (Component is null || pod.Label("component") == Component)
        && (Image is null || pod.Content.Items("spec", "containers").Any(container => Name(container.Text("image") ?? "") == Image));

    private static string Name(string image) => image.Split('@')[0].Split('/')[^1].Split(':')[0];
}
