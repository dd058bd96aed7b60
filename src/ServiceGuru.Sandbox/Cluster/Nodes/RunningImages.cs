using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Seeding;
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
        Pod(@namespace, workload)?.Content.Time("metadata", "creationTimestamp");

    private StoredObject? Pod(string space, string workload)
    {
        var ready = store.List(ResourceKinds.Pod, space).Objects.Where(pod => pod.Label("component") == workload && !pod.Deleting && pod.IsReady());
        return WorkloadSurroundings.Of(workload) is { Host: not null, Service: { } service }
            ? ready.FirstOrDefault(Reached(space, service.Service).Contains)
            : ready.FirstOrDefault();
    }

    /// <summary>The pods to which requests from outside come: behind an admitted Route, and ready endpoints of its Service.</summary>
    private HashSet<StoredObject> Reached(string space, string service)
    {
        var route = store.Find(ResourceKinds.Route, space, service);
        var admitted = route?.Content.Items("status", "ingress").SelectMany(ingress => ingress.Items("conditions"))
            .Any(condition => condition.Text("type") == "Admitted" && condition.Text("status") == "True") == true;
        var endpoints = !admitted ? [] : store.List(ResourceKinds.EndpointSlice, space).Objects
            .Where(slice => slice.Label("kubernetes.io/service-name") == service)
            .SelectMany(slice => slice.Content.Items("endpoints"))
            .Where(endpoint => endpoint.Flag("conditions", "ready"));
        return [.. endpoints.Select(endpoint => store.Find(ResourceKinds.Pod, space, endpoint.Text("targetRef", "name") ?? "")).OfType<StoredObject>()];
    }
}
