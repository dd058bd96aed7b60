using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>Removes what belonged to an object that is gone.</summary>
internal sealed class GarbageCollector(ObjectStore store, SandboxClock clock, BackgroundWork work)
{
    private static readonly ResourceKind[] Owned =
        [ResourceKinds.ReplicaSet, ResourceKinds.ControllerRevision, ResourceKinds.Job, ResourceKinds.EndpointSlice, ResourceKinds.Pod];

    private static readonly HashSet<ResourceKind> Owners =
    [
        ResourceKinds.Deployment, ResourceKinds.ReplicaSet, ResourceKinds.StatefulSet, ResourceKinds.DaemonSet,
        ResourceKinds.Job, ResourceKinds.CronJob, ResourceKinds.Service,
    ];

    /// <summary>Starts to look.</summary>
    public void Start() => store.Changed += change =>
    {
        if (change.Type == ChangeType.Deleted && Owners.Contains(change.Object.Kind))
        {
            work.Start(_ => Collect(change.Object));
        }
        else if (change.Type == ChangeType.Deleted && change.Object.Kind == ResourceKinds.Namespace)
        {
            work.Start(_ => Empty(change.Object.Name));
        }
    };

    private Task Collect(StoredObject gone)
    {
        foreach (var item in Owned.SelectMany(kind => store.List(kind, gone.Namespace).Objects))
        {
            if (item.Content.Items("metadata", "ownerReferences").Any(owner => owner.Text("uid") == gone.Uid))
            {
                Delete(item);
            }
        }

        return Task.CompletedTask;
    }

    private Task Empty(string space)
    {
        // Owners before what they own, else they would make it anew.
        foreach (var item in ResourceKinds.All.OrderByDescending(kind => kind.CountsGenerations).SelectMany(kind => store.List(kind, space).Objects))
        {
            Delete(item);
        }

        return Task.CompletedTask;
    }

    private void Delete(StoredObject item)
    {
        if (item.Kind == ResourceKinds.Pod)
        {
            PodFactory.Delete(store, item, null, grace => clock.Now + clock.Scale(TimeSpan.FromSeconds(grace)));
        }
        else
        {
            store.Remove(item.Kind, item.Namespace, item.Name);
        }
    }
}
