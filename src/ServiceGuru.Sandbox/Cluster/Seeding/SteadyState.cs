using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Nodes;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Seeding;

/// <summary>
/// Brings seeded workloads to rest at once: runs the real controllers in place, and lets pods start without the time
/// that it takes, dated back to the last rollout.
/// </summary>
internal sealed class SteadyState(
    ObjectStore store, SandboxClock clock, IReadOnlyList<IController> controllers, ImagePuller puller, ClusterFaults faults, ClusterNodes nodes)
{
    private const int SeededRestarts = 6;
    private static readonly ResourceKind[] Made = [ResourceKinds.Deployment, ResourceKinds.ReplicaSet, ResourceKinds.ControllerRevision];
    private static readonly TimeSpan PodAge = TimeSpan.FromDays(6.9);

    /// <summary>Repeats until nothing changes any more.</summary>
    public void Settle()
    {
        // An event would say that the pods were made just now.
        for (long before = -1; before != store.Version;)
        {
            before = store.Version;
            foreach (var controller in controllers)
            {
                foreach (var item in store.List(controller.Kind, null).Objects)
                {
                    controller.Reconcile(item);
                }
            }

            foreach (var pod in store.List(ResourceKinds.Pod, null).Objects.Where(pod => pod.Content.Text("spec", "nodeName") is null))
            {
                Start(pod);
            }
        }

        DateBack();
    }

    private void DateBack()
    {
        var since = (clock.Now - PodAge).Stamp();
        foreach (var item in Made.SelectMany(kind => store.List(kind, null).Objects))
        {
            store.Update(item.Kind, item.Namespace, item.Name, content =>
            {
                if (item.ControllerUid is not null)
                {
                    content.Ensure("metadata")["creationTimestamp"] = since;
                }

                foreach (var condition in content.Items("status", "conditions"))
                {
                    condition["lastTransitionTime"] = since;
                    condition["lastUpdateTime"] = since;
                }
            });
        }
    }

    private void Start(StoredObject pod)
    {
        if (!pod.Content.Items("spec", "containers").All(container => puller.Pull(pod.Namespace, container.Text("image") ?? "") is null))
        {
            // Its kubelet will find that out, and say so.
            return;
        }

        var since = clock.Now - PodAge;
        store.Update(pod.Kind, pod.Namespace, pod.Name, content =>
        {
            var node = nodes.Next();
            content.Ensure("metadata")["creationTimestamp"] = since.Stamp();
            PodStatus.Scheduled(content, node, since);
            PodStatus.Accepted(content, ClusterNodes.Address(node), since);
            PodStatus.Running(content, nodes.NextPodAddress(), puller.Identify, again: false, since);
            if (faults.Crashes(pod.Namespace, pod.Name))
            {
                Crash(content, pod);
            }
            else
            {
                PodStatus.SetReady(content, true, since);
            }
        });
    }

    private void Crash(JsonObject content, StoredObject pod)
    {
        PodStatus.Terminated(content, 1, "Error", clock.Now);
        foreach (var container in content.Items("status", "containerStatuses"))
        {
            container["restartCount"] = SeededRestarts;
        }

        var name = content.Items("spec", "containers").First().Text("name");
        PodStatus.Waiting(content, "CrashLoopBackOff",
            $"back-off 5m0s restarting failed container={name} pod={pod.Name}_{pod.Namespace}({pod.Uid})", clock.Now);
    }
}
