using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>From a pod's creation to the start of its program: a node, volumes, images, init containers, configuration.</summary>
internal sealed class PodStart(PodLife life)
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(2);

    /// <summary>Finds a node, and mounts the volumes there.</summary>
    /// <returns>Whether the pod got so far; false where it is to end before.</returns>
    public async Task<bool> Arrive(CancellationToken cancellationToken)
    {
        if (life.Pod.Content.Text("spec", "nodeName") is null && !await Schedule(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        // Of a pod that was there before the sandbox, the trouble is as old as the pod.
        var since = life.Pod.Content.Text("spec", "nodeName") is null ? null : life.Pod.Content.Time("metadata", "creationTimestamp");
        while (!life.Ending)
        {
            var changed = life.Changed;
            if (life.Node.References.Unmounted(life.Pod) is not { } refusal)
            {
                return true;
            }

            life.Warning("FailedMount", refusal, first: since);
            await life.Wait(Again, cancellationToken, changed).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>Pulls images and runs the init containers.</summary>
    /// <returns>Whether the pod got so far; false where it is to end before.</returns>
    public async Task<bool> Prepare(CancellationToken cancellationToken)
    {
        foreach (var init in life.Inits)
        {
            var name = init.Text("name") ?? "";
            var status = life.Latest.Content.Items("status", "initContainerStatuses").FirstOrDefault(one => one.Text("name") == name);
            if (status.Flag("ready"))
            {
                continue;
            }

            if (status.At("state", "running") is null)
            {
                if (!await PodImages.Pull(life, init, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }

                life.Change(content => PodStatus.InitRunning(content, name, life.Node.Puller.Identify, life.Now));
            }

            life.InitLog.Write(life.Now, LogText.Waiting);
            do
            {
                await life.Wait(ClusterTimings.InitContainer, cancellationToken, life.Changed).ConfigureAwait(false);
            }
            while (life.Trouble.InitHangs && !life.Ending);
            life.Change(content => PodStatus.InitEnded(content, name, life.Now));
        }

        foreach (var container in life.Containers)
        {
            if (!await PodImages.Pull(life, container, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return await Configure(cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> Configure(CancellationToken cancellationToken)
    {
        foreach (var container in life.Containers)
        {
            while (!life.Ending)
            {
                var changed = life.Changed;
                if (life.Node.References.Unconfigured(life.Pod, container) is not { } refusal)
                {
                    break;
                }

                life.Warning("Failed", $"Error: {refusal}", container);
                life.Change(content => PodStatus.Waiting(content, "CreateContainerConfigError", refusal, life.Now));
                await life.Wait(Again, cancellationToken, changed).ConfigureAwait(false);
            }
        }

        return !life.Ending;
    }

    private async Task<bool> Schedule(CancellationToken cancellationToken)
    {
        await life.Wait(ClusterTimings.Scheduling, cancellationToken).ConfigureAwait(false);
        while (!life.Ending)
        {
            var changed = life.Changed;
            var (node, refusal) = life.Node.Scheduler.Find(life.Pod);
            if (node is not null)
            {
                life.Change(content => PodStatus.Scheduled(content, node, life.Now));
                life.Node.Events?.Normal(life.Latest, "default-scheduler", "Scheduled", $"Successfully assigned {life.Pod.Namespace}/{life.Pod.Name} to {node}");
                life.Change(content => PodStatus.Accepted(content, ClusterNodes.Address(node), life.Now));
                await life.Wait(ClusterTimings.Sandbox, cancellationToken).ConfigureAwait(false);
                return !life.Ending;
            }

            life.Node.Events?.Warning(life.Latest, "default-scheduler", "FailedScheduling", refusal!, first: life.Pod.Content.Time("metadata", "creationTimestamp"));
            life.Change(content => PodStatus.Unschedulable(content, refusal!, life.Now));
            await life.Wait(Again, cancellationToken, changed).ConfigureAwait(false);
        }

        return false;
    }
}
