using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>
/// Marks the pods of a node that stopped answering as not Ready, and Ready again once it answers
/// (https://kubernetes.io/docs/concepts/architecture/nodes/#node-controller).
/// </summary>
internal sealed class NodeLifecycle(ObjectStore store, SandboxClock clock, EventRecorder? events) : IController
{
    private const string Component = "node-controller";

    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.Node;

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        var condition = item.Content.Items("status", "conditions").FirstOrDefault(one => one.Text("type") == "Ready");
        var answers = condition.Text("status") == "True";
        var since = condition.Time("lastTransitionTime") ?? clock.Now;
        foreach (var pod in store.List(ResourceKinds.Pod, null).Objects.Where(pod => pod.Content.Text("spec", "nodeName") == item.Name && pod.IsActive()))
        {
            if (!answers && pod.IsReady())
            {
                store.Update(pod.Kind, pod.Namespace, pod.Name, content => PodStatus.SetReadyCondition(content, false, since));
                events?.Warning(pod, Component, "NodeNotReady", "Node is not ready", first: since);
            }
            else if (answers && !pod.IsReady() && pod.Content.Items("status", "containerStatuses").Any() && pod.Content.Items("status", "containerStatuses").All(one => one.Flag("ready")))
            {
                store.Update(pod.Kind, pod.Namespace, pod.Name, content => PodStatus.SetReadyCondition(content, true, clock.Now));
            }
        }

        return null;
    }
}
