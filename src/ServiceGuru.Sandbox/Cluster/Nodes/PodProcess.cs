using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>One pod's life on its machine, from the wait for a machine to the last signal.</summary>
internal sealed class PodProcess(StoredObject pod, NodeServices node)
{
    private readonly PodLife life = new(pod, node);

    /// <summary>Gets what its program writes.</summary>
    public PodLog Log => life.Log;

    /// <summary>Gets what its init containers write.</summary>
    public PodLog InitLog => life.InitLog;

    /// <summary>The pod is to end.</summary>
    public void Stop() => life.Stop();

    /// <summary>The pod exists no more, however that came.</summary>
    public void Gone() => life.End();

    /// <summary>Lives.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        if (pod.Deleting)
        {
            Stop();
        }

        if (pod.IsFinished())
        {
            life.Log.Write(life.Now, life.Trouble.Dies?.Log(life.Now) ?? []);
            await life.Stopping.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await Live(cancellationToken).ConfigureAwait(false);
            if (!life.Ending)
            {
                // It has done its work; what is left of it waits to be deleted.
                await life.Stopping.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        if (!life.Gone.IsCompleted)
        {
            await End(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task Live(CancellationToken cancellationToken)
    {
        var start = new PodStart(life);
        var program = new PodProgram(life);
        var runs = pod.Content.Text("status", "phase") == "Running";
        if (runs)
        {
            runs = await program.Adopt(cancellationToken).ConfigureAwait(false);
        }
        else if (!await start.Arrive(cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        while (!life.Ending)
        {
            if (!runs)
            {
                if (!await start.Prepare(cancellationToken).ConfigureAwait(false))
                {
                    return;
                }

                program.Begin();
            }

            runs = false;
            if (await program.Run(cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async Task End(CancellationToken cancellationToken)
    {
        if (!life.Latest.IsFinished())
        {
            foreach (var container in life.Containers)
            {
                life.Normal("Killing", $"Stopping container {container.Text("name")}", container);
            }

            life.Log.Write(life.Now, LogText.Stopping(life.Component));
        }

        while (!life.Gone.IsCompleted)
        {
            var changed = life.Changed;
            if (!node.Faults.NeverEnds(pod))
            {
                break;
            }

            await Task.WhenAny(life.Gone, changed).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        // kubectl looks twice after a delete; a pod of the same name that is back before its second look makes it wait forever.
        var time = TimeSpan.FromTicks(Math.Max(node.Clock.Scale(ClusterTimings.Termination).Ticks, ClusterTimings.ShortestTermination.Ticks));
        await Task.WhenAny(life.Gone, Task.Delay(time, node.Clock.Time, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (!life.Gone.IsCompleted && node.Store.Find(pod.Kind, pod.Namespace, pod.Name)?.Uid == pod.Uid)
        {
            node.Store.Remove(pod.Kind, pod.Namespace, pod.Name);
        }
    }
}
