using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>What controllers want to know of a pod.</summary>
internal static class PodState
{
    /// <summary>Whether the pod counts as a replica: not being deleted, not ended.</summary>
    public static bool IsActive(this StoredObject pod) => !pod.Deleting && !pod.IsFinished();

    /// <summary>Whether its program has ended for good.</summary>
    public static bool IsFinished(this StoredObject pod) => pod.Content.Text("status", "phase") is "Failed" or "Succeeded";

    /// <summary>Whether its condition Ready is true.</summary>
    public static bool IsReady(this StoredObject pod) =>
        pod.Content.Items("status", "conditions").Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True");

    /// <summary>A label's value, or null.</summary>
    public static string? Label(this StoredObject item, string name) => item.Content.Text("metadata", "labels", name);

    /// <summary>An annotation's value, or null.</summary>
    public static string? Annotation(this StoredObject item, string name) => item.Content.Text("metadata", "annotations", name);
}
