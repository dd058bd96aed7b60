using System.Collections.Concurrent;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>Gives pods a machine and runs them there.</summary>
internal sealed class Kubelet(ObjectStore store, BackgroundWork work, NodeServices node)
{
    private readonly ConcurrentDictionary<string, PodProcess> processes = new();

    /// <summary>Takes over the pods that exist and all that come.</summary>
    public void Start()
    {
        store.Changed += Notice;
        foreach (var pod in store.List(ResourceKinds.Pod, null).Objects)
        {
            Run(pod);
        }
    }

    /// <summary>What a pod has written; null for pods that never started.</summary>
    public PodLog? Log(string uid, bool init) => init ? processes.GetValueOrDefault(uid)?.InitLog : processes.GetValueOrDefault(uid)?.Log;

    private void Notice(StoreChange change)
    {
        var pod = change.Object;
        if (pod.Kind != ResourceKinds.Pod)
        {
            return;
        }

        if (change.Type == ChangeType.Added)
        {
            Run(pod);
        }
        else if (processes.TryGetValue(pod.Uid, out var process))
        {
            if (change.Type == ChangeType.Deleted)
            {
                process.Gone();
                processes.TryRemove(pod.Uid, out _);
            }
            else if (pod.Deleting)
            {
                process.Stop();
            }
        }
    }

    private void Run(StoredObject pod)
    {
        var process = new PodProcess(pod, node);
        if (processes.TryAdd(pod.Uid, process))
        {
            work.Start(process.Run);
        }
    }
}
