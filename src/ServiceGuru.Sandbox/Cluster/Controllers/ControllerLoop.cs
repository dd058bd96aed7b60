using System.Threading.Channels;
using ServiceGuru.Sandbox.Cluster.Api;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>
/// Brings what is to what should be: every change names the objects to look at again, and one task looks at them in
/// order, so that controllers never race with each other.
/// </summary>
internal sealed class ControllerLoop
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly ObjectStore store;
    private readonly SandboxClock clock;
    private readonly BackgroundWork work;
    private readonly Dictionary<ResourceKind, IController> controllers;
    private readonly Channel<ObjectKey> queue = Channel.CreateUnbounded<ObjectKey>();
    private readonly HashSet<ObjectKey> waiting = [];
    private readonly Lock gate = new();

    public ControllerLoop(ObjectStore store, SandboxClock clock, BackgroundWork work, IEnumerable<IController> controllers)
    {
        this.store = store;
        this.clock = clock;
        this.work = work;
        this.controllers = controllers.ToDictionary(controller => controller.Kind);
    }

    /// <summary>Starts to look, at what is there first: a deadline may have passed before.</summary>
    public void Start()
    {
        store.Changed += Notice;
        foreach (var item in controllers.Keys.SelectMany(kind => store.List(kind, null).Objects))
        {
            Enqueue(new(item.Kind, item.Namespace, item.Name));
        }

        work.Start(Run);
    }

    private void Notice(StoreChange change)
    {
        var item = change.Object;
        if (controllers.ContainsKey(item.Kind) && change.Type != ChangeType.Deleted)
        {
            Enqueue(new(item.Kind, item.Namespace, item.Name));
        }

        foreach (var concerned in controllers.Values.SelectMany(controller => controller.Concerned(change)))
        {
            Enqueue(new(concerned.Kind, concerned.Namespace, concerned.Name));
        }

        if (item.Controller is { } owner && controllers.Keys.FirstOrDefault(kind => kind.Kind == owner.Text("kind")) is { } above)
        {
            Enqueue(new(above, item.Namespace, owner.Text("name") ?? ""));

            // A Deployment waits for the pods of its old ReplicaSets, which are two steps below it.
            if (above == ResourceKinds.ReplicaSet && change.Type == ChangeType.Deleted
                && store.Find(above, item.Namespace, owner.Text("name") ?? "")?.Controller is { } top)
            {
                Enqueue(new(ResourceKinds.Deployment, item.Namespace, top.Text("name") ?? ""));
            }
        }
    }

    private void Enqueue(ObjectKey key)
    {
        lock (gate)
        {
            if (waiting.Add(key))
            {
                queue.Writer.TryWrite(key);
            }
        }
    }

    private async Task Run(CancellationToken cancellationToken)
    {
        await foreach (var key in queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            lock (gate)
            {
                waiting.Remove(key);
            }

            if (store.Find(key.Kind, key.Namespace, key.Name) is { Deleting: false } item && Reconcile(item) is { } later)
            {
                work.Start(async stop =>
                {
                    await clock.Wait(later, stop).ConfigureAwait(false);
                    Enqueue(key);
                });
            }
        }
    }

    private TimeSpan? Reconcile(StoredObject item)
    {
        try
        {
            return controllers[item.Kind].Reconcile(item);
        }
        catch (ApiException refused) when (refused.Code == 409)
        {
            // A workload made anew under its old name finds the old one's pods, which are still going.
            return Retry;
        }
    }
}
