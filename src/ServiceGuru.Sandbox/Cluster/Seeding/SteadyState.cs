using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Faults;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Nodes;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Seeding;

/// <summary>
/// Brings seeded workloads to rest at once: runs the real controllers in place, and lets pods start without the time
/// that it takes, dated back to the last rollout. Then, the same for the faults that are there from the start.
/// </summary>
internal sealed class SteadyState(ObjectStore store, SandboxClock clock, IReadOnlyList<IController> controllers, NodeServices node)
{
    private const int SeededRestarts = 6;
    private static readonly ResourceKind[] Made =
    [
        ResourceKinds.Deployment, ResourceKinds.ReplicaSet, ResourceKinds.ControllerRevision, ResourceKinds.Endpoints, ResourceKinds.EndpointSlice,
        ResourceKinds.Route,
    ];

    private static readonly TimeSpan PodAge = TimeSpan.FromDays(6.9);

    /// <summary>Repeats until nothing changes any more.</summary>
    public void Settle()
    {
        var since = clock.Now - PodAge;
        Settle(since);
        DateBack(since, _ => true);
    }

    /// <summary>Lets the faults do their work until nothing changes any more.</summary>
    public void SettleTroubles()
    {
        var begun = store.Version;
        var since = clock.Now - ClusterTimings.TroubleAge;
        foreach (var pod in store.List(ResourceKinds.Pod, null).Objects)
        {
            Suffer(pod, since);
        }

        Settle(since);
        DateBack(since, item => item.Version > begun);
    }

    private void Settle(DateTimeOffset since)
    {
        // An event would say that the pods were made just now.
        for (long before = -1; before != store.Version;)
        {
            before = store.Version;
            foreach (var controller in controllers)
            {
                foreach (var item in store.List(controller.Kind, null).Objects)
                {
                    controller.Reconcile(store.Find(item.Kind, item.Namespace, item.Name) ?? item);
                }
            }

            foreach (var pod in store.List(ResourceKinds.Pod, null).Objects)
            {
                if (pod.Deleting)
                {
                    store.Remove(pod.Kind, pod.Namespace, pod.Name);
                }
                else if (pod.Content.At("status", "conditions") is null)
                {
                    store.Update(pod.Kind, pod.Namespace, pod.Name, content => Start(content, pod, since));
                }
            }
        }
    }

    /// <summary>Dates everything back that the controllers wrote just now.</summary>
    private void DateBack(DateTimeOffset since, Func<StoredObject, bool> concerned)
    {
        var stamp = since.Stamp();
        var now = clock.Now - TimeSpan.FromMinutes(1);
        foreach (var item in Made.SelectMany(kind => store.List(kind, null).Objects).Where(concerned))
        {
            store.Update(item.Kind, item.Namespace, item.Name, content =>
            {
                if (content.Time("metadata", "creationTimestamp") > now)
                {
                    content.Ensure("metadata")["creationTimestamp"] = stamp;
                }

                foreach (var condition in content.Items("status", "conditions").Concat(content.Items("status", "ingress").SelectMany(one => one.Items("conditions"))))
                {
                    foreach (var member in new[] { "lastTransitionTime", "lastUpdateTime" }.Where(member => condition.Time(member) > now))
                    {
                        condition[member] = stamp;
                    }
                }
            });
        }
    }

    private void Start(JsonObject content, StoredObject pod, DateTimeOffset since)
    {
        content.Ensure("metadata")["creationTimestamp"] = since.Stamp();
        var (machine, refusal) = node.Scheduler.Find(pod);
        if (machine is null)
        {
            PodStatus.Unschedulable(content, refusal!, since);
            return;
        }

        PodStatus.Scheduled(content, machine, since);
        PodStatus.Accepted(content, ClusterNodes.Address(machine), since);
        if (node.References.Unmounted(pod) is not null || !Initialize(content, pod, since) || !Prepare(content, pod, since))
        {
            // Its kubelet goes on from here, and says why it gets no further.
            return;
        }

        PodStatus.Running(content, node.Nodes.NextPodAddress(), node.Puller.Identify, again: false, since);
        var trouble = node.Faults.Of(pod);
        if (trouble.Unready is null && trouble.Dies is null)
        {
            PodStatus.SetReady(content, true, since);
        }

        Suffer(content, pod, since);
    }

    private bool Initialize(JsonObject content, StoredObject pod, DateTimeOffset since)
    {
        foreach (var name in pod.Content.Items("spec", "initContainers").Select(init => init.Text("name") ?? "").ToList())
        {
            PodStatus.InitRunning(content, name, node.Puller.Identify, since);
            if (node.Faults.Of(pod).InitHangs)
            {
                return false;
            }

            PodStatus.InitEnded(content, name, since);
        }

        return true;
    }

    private bool Prepare(JsonObject content, StoredObject pod, DateTimeOffset since)
    {
        foreach (var container in pod.Content.Items("spec", "containers"))
        {
            var image = container.Text("image") ?? "";
            if (node.Puller.Pull(pod, image) is { } reason)
            {
                PodStatus.Waiting(content, "ImagePullBackOff", PodImages.BackOff(image, reason), since);
                return false;
            }

            if (node.References.Unconfigured(pod, container) is { } missing)
            {
                PodStatus.Waiting(content, "CreateContainerConfigError", missing, since);
                return false;
            }
        }

        return true;
    }

    private void Suffer(StoredObject pod, DateTimeOffset since) =>
        store.Update(pod.Kind, pod.Namespace, pod.Name, content => Suffer(content, pod, since));

    /// <summary>What a fault does to a pod that runs.</summary>
    private void Suffer(JsonObject content, StoredObject pod, DateTimeOffset since)
    {
        var trouble = node.Faults.Of(pod);
        if (trouble.Evicted is { } words)
        {
            PodStatus.Evicted(content, words, since);
        }
        else if (pod.Content.Text("spec", "restartPolicy") == "Never")
        {
            PodStatus.Finished(content, trouble.Dies?.ExitCode ?? 0, since);
        }
        else if (trouble.Dies is { } end)
        {
            Crash(content, pod, end, since);
        }
    }

    private void Crash(JsonObject content, StoredObject pod, ProgramEnd end, DateTimeOffset since)
    {
        PodStatus.SetReady(content, false, since);
        PodStatus.Terminated(content, end.ExitCode, end.Reason, clock.Now);
        foreach (var container in content.Items("status", "containerStatuses"))
        {
            container["restartCount"] = SeededRestarts;
        }

        var first = content.Items("spec", "containers").First();
        PodStatus.Waiting(content, "CrashLoopBackOff", PodProgram.BackOff(pod.Name, pod.Namespace, pod.Uid, first, ClusterTimings.LongestBackOff), clock.Now);
    }
}
