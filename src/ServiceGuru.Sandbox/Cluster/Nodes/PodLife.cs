using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Faults;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>What all parts of a pod's life share: the pod, its log, what ends it, and how it is written down.</summary>
internal sealed class PodLife(StoredObject pod, NodeServices node)
{
    private readonly TaskCompletionSource stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoredObject? written;

    /// <summary>Gets the pod as it was when it was taken over.</summary>
    public StoredObject Pod => pod;

    /// <summary>Gets the pod as this has written it last.</summary>
    public StoredObject Latest => written ?? pod;

    /// <summary>Gets what is around it.</summary>
    public NodeServices Node => node;

    /// <summary>Gets what its program writes.</summary>
    public PodLog Log { get; } = new();

    /// <summary>Gets what its init containers write.</summary>
    public PodLog InitLog { get; } = new();

    /// <summary>Gets the time now.</summary>
    public DateTimeOffset Now => node.Clock.Now;

    /// <summary>Gets whether it is to end.</summary>
    public bool Ending => stopping.Task.IsCompleted;

    /// <summary>Gets a task that ends when the pod is to end.</summary>
    public Task Stopping => stopping.Task;

    /// <summary>Gets a task that ends when the pod exists no more.</summary>
    public Task Gone => gone.Task;

    /// <summary>Gets what is wrong with it now.</summary>
    public PodTrouble Trouble => node.Faults.Of(pod);

    /// <summary>Gets a task that ends when a fault is set or cleared.</summary>
    public Task Changed => node.Faults.Changed;

    /// <summary>Gets the workload's name.</summary>
    public string Component => pod.Content.Text("metadata", "labels", "component") ?? pod.Content.Text("metadata", "labels", "app") ?? pod.Name;

    /// <summary>Gets the specs of its containers.</summary>
    public IEnumerable<JsonObject> Containers => pod.Content.Items("spec", "containers");

    /// <summary>Gets the specs of its init containers.</summary>
    public IEnumerable<JsonObject> Inits => pod.Content.Items("spec", "initContainers");

    /// <summary>The pod is to end.</summary>
    public void Stop() => stopping.TrySetResult();

    /// <summary>The pod exists no more, however that came.</summary>
    public void End()
    {
        gone.TrySetResult();
        stopping.TrySetResult();
        Log.End();
        InitLog.End();
    }

    /// <summary>Tells of something usual.</summary>
    public void Normal(string reason, string message, JsonObject? container = null) =>
        node.Events?.Normal(Latest, "kubelet", reason, message, Field(container));

    /// <summary>Tells of something wrong.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="message">The message.</param>
    /// <param name="container">The spec of the container that it is about.</param>
    /// <param name="first">Since when, where that was before the sandbox began.</param>
    public void Warning(string reason, string message, JsonObject? container = null, DateTimeOffset? first = null) =>
        node.Events?.Warning(Latest, "kubelet", reason, message, Field(container), first);

    /// <summary>Waits a piece of life, less if the pod is to end or, where given, a fault is set or cleared.</summary>
    public async Task Wait(TimeSpan life, CancellationToken cancellationToken, Task? changed = null)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(node.Clock.Wait(life, enough.Token), stopping.Task, changed ?? stopping.Task).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Writes the pod, unless another one has its name meanwhile.</summary>
    public void Change(Action<JsonObject> change)
    {
        var stored = node.Store.Update(pod.Kind, pod.Namespace, pod.Name, content =>
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

    private string? Field(JsonObject? container) => container is null ? null
        : Inits.Contains(container) ? $"spec.initContainers{{{container.Text("name")}}}"
        : $"spec.containers{{{container.Text("name")}}}";
}
