using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>Changes the world as faults are set, and back as they are cleared; the controllers do the rest.</summary>
internal sealed class FaultDirector(ObjectStore store, SandboxClock clock, ClusterFaults faults, IFaultBoard board, BackgroundWork work) : IDisposable
{
    private readonly Dictionary<(string Fault, ObjectKey Object), JsonObject> before = [];
    private readonly HashSet<ClusterFault> set = [];
    private readonly Lock gate = new();

    /// <summary>Sets what is active now, as if it had begun a while ago: pods that are to be made anew are gone at once.</summary>
    public void Begin(DateTimeOffset since)
    {
        foreach (var fault in faults.Active)
        {
            Set(fault, since, pod => store.Remove(pod.Kind, pod.Namespace, pod.Name));
        }

        board.Changed += Notice;
    }

    /// <inheritdoc/>
    public void Dispose() => board.Changed -= Notice;

    // Off the caller's path: a fault is set from within a web request, and a change of the world makes many others.
    private void Notice(string name) => work.Start(_ =>
    {
        foreach (var fault in FaultTable.All.Where(fault => fault.Name == name))
        {
            if (board.IsActive(name))
            {
                Set(fault, clock.Now, Drain);
            }
            else
            {
                Clear(fault);
            }
        }

        return Task.CompletedTask;
    });

    private void Set(ClusterFault fault, DateTimeOffset since, Action<StoredObject> drain)
    {
        lock (gate)
        {
            if (!set.Add(fault))
            {
                return;
            }

            foreach (var space in faults.Namespaces(fault))
            {
                foreach (var change in fault.World)
                {
                    Apply(fault, change, new(store, space, since));
                }

                foreach (var pod in store.List(ResourceKinds.Pod, space).Objects.Where(pod => fault.MadeAnew is not null && pod.Label("component") == fault.MadeAnew && !pod.Deleting))
                {
                    drain(pod);
                }
            }
        }
    }

    private void Clear(ClusterFault fault)
    {
        lock (gate)
        {
            if (!set.Remove(fault))
            {
                return;
            }

            foreach (var space in faults.Namespaces(fault))
            {
                foreach (var change in fault.World)
                {
                    Undo(fault, change, space);
                }

                foreach (var pod in store.List(ResourceKinds.Pod, space).Objects.Where(pod => fault.Leftover is not null && pod.Content.Text("status", "reason") == fault.Leftover))
                {
                    store.Remove(pod.Kind, pod.Namespace, pod.Name);
                }
            }
        }
    }

    private void Apply(ClusterFault fault, WorldChange change, FaultScene scene)
    {
        var key = Key(change, scene.Namespace);
        var known = store.Find(key.Kind, key.Namespace, key.Name);
        if (change.Make is { } make)
        {
            if (known is null)
            {
                var made = make(scene);
                var metadata = made.Ensure("metadata");
                metadata["name"] = key.Name;
                metadata["namespace"] = key.Namespace;
                metadata["creationTimestamp"] ??= scene.Since.Stamp();
                Api.ObjectRules.Default(key.Kind, made);
                store.Create(key.Kind, made);
            }
        }
        else if (known is not null)
        {
            before[(fault.Name, key)] = known.Content;
            if (change.Alter is { } alter)
            {
                store.Update(key.Kind, key.Namespace, key.Name, content => alter(content, scene));
            }
            else
            {
                store.Remove(key.Kind, key.Namespace, key.Name);
            }
        }
    }

    private void Undo(ClusterFault fault, WorldChange change, string space)
    {
        var key = Key(change, space);
        if (change.Make is not null)
        {
            store.Remove(key.Kind, key.Namespace, key.Name);
        }
        else if (before.Remove((fault.Name, key), out var content))
        {
            if (change.Alter is null)
            {
                // Who has put it right by hand meanwhile has done what is asked here.
                if (store.Find(key.Kind, key.Namespace, key.Name) is null)
                {
                    store.Create(key.Kind, content.Copy());
                }
            }
            else
            {
                store.Update(key.Kind, key.Namespace, key.Name, item => Restore(key.Kind, item, content));
            }
        }
    }

    /// <summary>A workload's status is its controller's; what no controller writes is put back with the spec.</summary>
    private static void Restore(ResourceKind kind, JsonObject item, JsonObject content)
    {
        item["spec"] = content["spec"]?.DeepClone();
        if (kind == ResourceKinds.Node)
        {
            item["status"] = content["status"]?.DeepClone();
        }
    }

    private void Drain(StoredObject pod) => PodFactory.Delete(store, pod, null, grace => clock.Now + clock.Scale(TimeSpan.FromSeconds(grace)));

    private static ObjectKey Key(WorldChange change, string space) => new(change.Kind, change.Namespace ?? space, change.Name);
}
