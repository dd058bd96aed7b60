using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>One pod's life on its machine, from the wait for a machine to the last signal.</summary>
internal sealed class PodProcess(
    StoredObject pod, ObjectStore store, SandboxClock clock, EventRecorder events, ClusterFaults faults, ImagePuller puller, ClusterNodes nodes)
{
    private readonly TaskCompletionSource stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoredObject? written;
    private int restarts;

    /// <summary>Gets what its program writes.</summary>
    public PodLog Log { get; } = new();

    /// <summary>The pod is to end.</summary>
    public void Stop() => stopping.TrySetResult();

    /// <summary>The pod exists no more, however that came.</summary>
    public void Gone()
    {
        gone.TrySetResult();
        stopping.TrySetResult();
        Log.End();
    }

    /// <summary>Lives.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        if (pod.Deleting)
        {
            Stop();
        }

        await Live(cancellationToken).ConfigureAwait(false);
        if (!gone.Task.IsCompleted)
        {
            await End(cancellationToken).ConfigureAwait(false);
        }
    }

    private bool Ending => stopping.Task.IsCompleted;

    private StoredObject Latest => written ?? pod;

    private string Component => pod.Label("component") ?? pod.Label("app") ?? pod.Name;

    private IEnumerable<JsonObject> Containers => pod.Content.Items("spec", "containers");

    private async Task Live(CancellationToken cancellationToken)
    {
        var started = pod.Content.Text("status", "phase") == "Running";
        if (started)
        {
            started = await Adopt(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await Arrive(cancellationToken).ConfigureAwait(false);
        }

        while (!Ending)
        {
            if (!started && !await Pull(cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            if (!started)
            {
                Begin();
            }

            started = false;
            if (await Serve(cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            await Crash(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes over a pod that lived before the sandbox began.</summary>
    /// <returns>Whether its program runs; false where it had crashed.</returns>
    private async Task<bool> Adopt(CancellationToken cancellationToken)
    {
        var status = pod.Content.Items("status", "containerStatuses").FirstOrDefault();
        restarts = status.Count("restartCount");
        foreach (var container in Containers)
        {
            puller.Keep(container.Text("image") ?? "");
        }

        if (status.At("state", "waiting") is null)
        {
            Log.Write(clock.Now, LogText.Serving(Component, pod.Name, clock.Now));
            return true;
        }

        Log.Write(clock.Now, LogText.Crash(clock.Now));
        Log.Restart();
        Log.Write(clock.Now, LogText.Crash(clock.Now));
        restarts++;
        foreach (var container in Containers)
        {
            RecordBackOff(container);
        }

        await Wait(ClusterTimings.LongestBackOff, cancellationToken, faults.Changed).ConfigureAwait(false);
        return false;
    }

    private async Task Arrive(CancellationToken cancellationToken)
    {
        await Wait(ClusterTimings.Scheduling, cancellationToken).ConfigureAwait(false);
        if (Ending)
        {
            return;
        }

        var node = nodes.Next();
        Change(content => PodStatus.Scheduled(content, node, clock.Now));
        events.Normal(Latest, "default-scheduler", "Scheduled", $"Successfully assigned {pod.Namespace}/{pod.Name} to {node}");
        Change(content => PodStatus.Accepted(content, ClusterNodes.Address(node), clock.Now));
        await Wait(ClusterTimings.Sandbox, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> Pull(CancellationToken cancellationToken)
    {
        foreach (var container in Containers)
        {
            var image = container.Text("image") ?? "";
            for (var backOff = ClusterTimings.FirstBackOff; !Ending; backOff = Longer(backOff))
            {
                var changed = faults.Changed;
                var reason = await TryPull(container, image, cancellationToken).ConfigureAwait(false);
                if (reason is null)
                {
                    break;
                }

                var field = Field(container);
                events.Warning(Latest, "kubelet", "Failed", $"Failed to pull image \"{image}\": {reason}", field);
                events.Warning(Latest, "kubelet", "Failed", "Error: ErrImagePull", field);
                Change(content => PodStatus.Waiting(content, "ErrImagePull", reason, clock.Now));
                await Wait(ClusterTimings.PullErrorShown, cancellationToken, changed).ConfigureAwait(false);
                events.Normal(Latest, "kubelet", "BackOff", $"Back-off pulling image \"{image}\"", field);
                events.Warning(Latest, "kubelet", "Failed", "Error: ImagePullBackOff", field);
                Change(content => PodStatus.Waiting(content, "ImagePullBackOff", $"Back-off pulling image \"{image}\": ErrImagePull: {reason}", clock.Now));
                await Wait(backOff, cancellationToken, changed).ConfigureAwait(false);
            }
        }

        return !Ending;
    }

    private async Task<string?> TryPull(JsonObject container, string image, CancellationToken cancellationToken)
    {
        var policy = container.Text("imagePullPolicy")
            ?? (image.EndsWith(":latest", StringComparison.Ordinal) || image.LastIndexOf(':') <= image.LastIndexOf('/') ? "Always" : "IfNotPresent");
        if (policy != "Always" && puller.Has(image))
        {
            events.Normal(Latest, "kubelet", "Pulled", $"Container image \"{image}\" already present on machine", Field(container));
            return null;
        }

        var duration = puller.Has(image) ? ClusterTimings.PullAgain : ClusterTimings.Pull;
        events.Normal(Latest, "kubelet", "Pulling", $"Pulling image \"{image}\"", Field(container));
        await Wait(duration, cancellationToken).ConfigureAwait(false);
        var reason = puller.Pull(pod.Namespace, image);
        if (reason is null)
        {
            events.Normal(Latest, "kubelet", "Pulled", $"Successfully pulled image \"{image}\" in {duration.TotalMilliseconds:0}ms", Field(container));
        }

        return reason;
    }

    private void Begin()
    {
        if (restarts > 0)
        {
            Log.Restart();
        }

        foreach (var container in Containers)
        {
            events.Normal(Latest, "kubelet", "Created", $"Created container: {container.Text("name")}", Field(container));
            events.Normal(Latest, "kubelet", "Started", $"Started container {container.Text("name")}", Field(container));
        }

        var address = Latest.Content.Text("status", "podIP") ?? nodes.NextPodAddress();
        Change(content => PodStatus.Running(content, address, puller.Identify, restarts > 0, clock.Now));
    }

    /// <summary>Runs until the pod is to end (true) or its program dies (false).</summary>
    private async Task<bool> Serve(CancellationToken cancellationToken)
    {
        var ready = Latest.IsReady();
        while (!Ending)
        {
            var changed = faults.Changed;
            if (faults.Crashes(pod.Namespace, pod.Name))
            {
                await Wait(ClusterTimings.UntilCrash, cancellationToken, changed).ConfigureAwait(false);
                if (!Ending && faults.Crashes(pod.Namespace, pod.Name))
                {
                    return false;
                }
            }
            else if (!ready)
            {
                await Wait(ClusterTimings.UntilReady, cancellationToken, changed).ConfigureAwait(false);
                if (!Ending && !changed.IsCompleted)
                {
                    Log.Write(clock.Now, LogText.Serving(Component, pod.Name, clock.Now));
                    Change(content => PodStatus.SetReady(content, true, clock.Now));
                    ready = true;
                }
            }
            else
            {
                await Task.WhenAny(stopping.Task, changed).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return true;
    }

    private async Task Crash(CancellationToken cancellationToken)
    {
        var changed = faults.Changed;
        Log.Write(clock.Now, LogText.Crash(clock.Now));
        Change(content => PodStatus.Terminated(content, 1, "Error", clock.Now));
        var backOff = TimeSpan.FromTicks(Math.Min(ClusterTimings.LongestBackOff.Ticks, ClusterTimings.FirstBackOff.Ticks << Math.Min(restarts, 5)));
        restarts++;
        foreach (var container in Containers)
        {
            RecordBackOff(container);
            Change(content => PodStatus.Waiting(content, "CrashLoopBackOff",
                $"back-off {Words(backOff)} restarting failed container={container.Text("name")} pod={pod.Name}_{pod.Namespace}({pod.Uid})", clock.Now));
        }

        // A cleared fault means that somebody repaired what was wrong, and nobody would wait five minutes then.
        await Wait(backOff, cancellationToken, changed).ConfigureAwait(false);
    }

    private void RecordBackOff(JsonObject container) => events.Warning(Latest, "kubelet", "BackOff",
        $"Back-off restarting failed container {container.Text("name")} in pod {pod.Name}_{pod.Namespace}({pod.Uid})", Field(container));

    private async Task End(CancellationToken cancellationToken)
    {
        foreach (var container in Containers)
        {
            events.Normal(Latest, "kubelet", "Killing", $"Stopping container {container.Text("name")}", Field(container));
        }

        Log.Write(clock.Now, LogText.Stopping(Component));
        while (!gone.Task.IsCompleted)
        {
            var changed = faults.Changed;
            if (!faults.NeverEnds(pod.Namespace, pod.Name, pod.Uid))
            {
                break;
            }

            await Task.WhenAny(gone.Task, changed).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        // kubectl looks twice after a delete; a pod of the same name that is back before its second look makes it wait forever.
        var time = TimeSpan.FromTicks(Math.Max(clock.Scale(ClusterTimings.Termination).Ticks, ClusterTimings.ShortestTermination.Ticks));
        await Task.WhenAny(gone.Task, Task.Delay(time, clock.Time, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (!gone.Task.IsCompleted && store.Find(pod.Kind, pod.Namespace, pod.Name)?.Uid == pod.Uid)
        {
            store.Remove(pod.Kind, pod.Namespace, pod.Name);
        }
    }

    /// <summary>Waits a piece of life, less if the pod is to end or, where given, a fault is set or cleared.</summary>
    private async Task Wait(TimeSpan life, CancellationToken cancellationToken, Task? changed = null)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(clock.Wait(life, enough.Token), stopping.Task, changed ?? stopping.Task).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Change(Action<JsonObject> change)
    {
        var stored = store.Update(pod.Kind, pod.Namespace, pod.Name, content =>
        {
            // A StatefulSet's next pod has the same name but is another pod.
            if (content.Text("metadata", "uid") == pod.Uid)
            {
                change(content);
            }
        });
        if (stored?.Uid == pod.Uid)
        {
            written = stored;
        }
    }

    private static string Field(JsonObject container) => $"spec.containers{{{container.Text("name")}}}";

    private static TimeSpan Longer(TimeSpan backOff) =>
        backOff * 2 < ClusterTimings.LongestBackOff ? backOff * 2 : ClusterTimings.LongestBackOff;

    private static string Words(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? $"{time.TotalSeconds:0}s" : $"{(int)time.TotalMinutes}m{time.Seconds}s";
}
