using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>Looks up what pods run.</summary>
internal sealed class RunningImages(ObjectStore store) : IRunningImages
{
    /// <inheritdoc/>
    /// <remarks>
    /// While a workload is rolled out its first pod by name answers: a StatefulSet updates that one last, so that a
    /// new digest means that all pods run it.
    /// </remarks>
    public string? RunningDigest(string @namespace, string workload)
    {
        var image = Pod(@namespace, workload)?.Content.Items("status", "containerStatuses").FirstOrDefault()?.Text("imageID");
        return image?.IndexOf('@') is >= 0 and var at ? image[(at + 1)..] : null;
    }

    /// <inheritdoc/>
    public DateTimeOffset? RunningSince(string @namespace, string workload) =>
        Pod(@namespace, workload)?.Content.Items("status", "conditions").FirstOrDefault(one => one.Text("type") == "Ready")?.Time("lastTransitionTime");

    private StoredObject? Pod(string @namespace, string workload) => store.List(ResourceKinds.Pod, @namespace).Objects
        .FirstOrDefault(pod => pod.Label("component") == workload && !pod.Deleting && pod.IsReady());
}
