using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Faults;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>A pod's program: it starts, gets ready, serves or does its work, and dies where a fault says so.</summary>
internal sealed class PodProgram(PodLife life)
{
    private readonly bool once = life.Pod.Content.Text("spec", "restartPolicy") == "Never";
    private int restarts;

    /// <summary>Takes over a pod that lived before the sandbox began.</summary>
    /// <returns>Whether its program runs; false where it had crashed.</returns>
    public async Task<bool> Adopt(CancellationToken cancellationToken)
    {
        var status = life.Pod.Content.Items("status", "containerStatuses").FirstOrDefault();
        restarts = status.Count("restartCount");
        foreach (var container in life.Containers)
        {
            life.Node.Puller.Keep(container.Text("image") ?? "");
        }

        if (status.At("state", "waiting") is null)
        {
            life.Log.Write(life.Now, LogText.Serving(life.Component, life.Pod.Name, life.Now));
            return true;
        }

        if (life.Trouble.Dies is { } end)
        {
            life.Log.Write(life.Now, end.Log(life.Now));
            life.Log.Restart();
            life.Log.Write(life.Now, end.Log(life.Now));
            Tell(end, life.Pod.Content.Time("metadata", "creationTimestamp"));
        }

        restarts++;
        await life.Wait(ClusterTimings.LongestBackOff, cancellationToken, life.Changed).ConfigureAwait(false);
        return false;
    }

    /// <summary>Starts it.</summary>
    public void Begin()
    {
        if (restarts > 0)
        {
            life.Log.Restart();
        }

        foreach (var container in life.Containers)
        {
            life.Normal("Created", $"Created container: {container.Text("name")}", container);
            life.Normal("Started", $"Started container {container.Text("name")}", container);
        }

        var address = life.Latest.Content.Text("status", "podIP") ?? life.Node.Nodes.NextPodAddress();
        life.Change(content => PodStatus.Running(content, address, life.Node.Puller.Identify, restarts > 0, life.Now));
    }

    /// <summary>Runs it.</summary>
    /// <returns>Whether that was all: the pod is to end or has done its work; false where it is to be started again.</returns>
    public async Task<bool> Run(CancellationToken cancellationToken)
    {
        // Its containers', not its condition: that one turns false while its node doesn't answer.
        var ready = life.Latest.Content.Items("status", "containerStatuses").All(one => one.Flag("ready"));
        while (!life.Ending)
        {
            var changed = life.Changed;
            var trouble = life.Trouble;
            if (trouble.Evicted is { } words)
            {
                life.Warning("Evicted", words);
                life.Change(content => PodStatus.Evicted(content, words, life.Now));
                return true;
            }

            if (trouble.Dies is { } end)
            {
                await life.Wait(ClusterTimings.UntilCrash, cancellationToken, changed).ConfigureAwait(false);
                if (!life.Ending && life.Trouble.Dies == end)
                {
                    return await Die(end, cancellationToken).ConfigureAwait(false);
                }
            }
            else if (!ready)
            {
                await life.Wait(ClusterTimings.UntilReady, cancellationToken, changed).ConfigureAwait(false);
                ready = !life.Ending && !changed.IsCompleted && Ready(trouble);
                if (ready && once)
                {
                    life.Change(content => PodStatus.Finished(content, 0, life.Now));
                    return true;
                }
            }
            else
            {
                if (trouble.Complains is { } complaint)
                {
                    life.Log.Write(life.Now, complaint(life.Now));
                }

                await Task.WhenAny(life.Stopping, changed).WaitAsync(cancellationToken).ConfigureAwait(false);
                ready = life.Trouble.Unready is null || life.Trouble.Dies is not null;
            }
        }

        return true;
    }

    private bool Ready(PodTrouble trouble)
    {
        if (trouble.Unready is { } words)
        {
            life.Warning("Unhealthy", $"Readiness probe failed: {words}", life.Containers.First());
            return false;
        }

        life.Log.Write(life.Now, LogText.Serving(life.Component, life.Pod.Name, life.Now));
        life.Change(content => PodStatus.SetReady(content, true, life.Now));
        return true;
    }

    private async Task<bool> Die(ProgramEnd end, CancellationToken cancellationToken)
    {
        var changed = life.Changed;
        life.Log.Write(life.Now, end.Log(life.Now));
        if (once)
        {
            life.Change(content => PodStatus.Finished(content, end.ExitCode, life.Now));
            return true;
        }

        life.Change(content => PodStatus.Terminated(content, end.ExitCode, end.Reason, life.Now));
        var backOff = TimeSpan.FromTicks(Math.Min(ClusterTimings.LongestBackOff.Ticks, ClusterTimings.FirstBackOff.Ticks << Math.Min(restarts, 5)));
        restarts++;
        Tell(end, null);
        foreach (var container in life.Containers)
        {
            life.Change(content => PodStatus.Waiting(content, "CrashLoopBackOff", BackOff(life.Pod.Name, life.Pod.Namespace, life.Pod.Uid, container, backOff), life.Now));
        }

        // A cleared fault means that somebody repaired what was wrong, and nobody would wait five minutes then.
        await life.Wait(backOff, cancellationToken, changed).ConfigureAwait(false);
        return false;
    }

    /// <summary>What a container says that waits for its next start.</summary>
    public static string BackOff(string pod, string space, string uid, JsonObject container, TimeSpan time) =>
        $"back-off {Words(time)} restarting failed container={container.Text("name")} pod={pod}_{space}({uid})";

    private void Tell(ProgramEnd end, DateTimeOffset? first)
    {
        foreach (var container in life.Containers)
        {
            if (end.Probe is { } words)
            {
                life.Warning("Unhealthy", $"Liveness probe failed: {words}", container, first);
                life.Normal("Killing", $"Container {container.Text("name")} failed liveness probe, will be restarted", container);
            }

            life.Warning("BackOff", $"Back-off restarting failed container {container.Text("name")} in pod {life.Pod.Name}_{life.Pod.Namespace}({life.Pod.Uid})", container, first);
        }
    }

    private static string Words(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? $"{time.TotalSeconds:0}s" : $"{(int)time.TotalMinutes}m{time.Seconds}s";
}
