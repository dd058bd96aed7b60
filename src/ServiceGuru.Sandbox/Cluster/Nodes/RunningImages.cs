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
        var pod = store.List(ResourceKinds.Pod, @namespace).Objects
            .FirstOrDefault(pod => pod.Label("component") == workload && !pod.Deleting && pod.IsReady());
        var image = pod?.Content.Items("status", "containerStatuses").FirstOrDefault()?.Text("imageID");
        return image?.IndexOf('@') is >= 0 and var at ? image[(at + 1)..] : null;
    }
}
