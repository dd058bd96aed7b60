using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>Keeps as many pods as a ReplicaSet asks for.</summary>
internal sealed class ReplicaSetController(ObjectStore store, SandboxClock clock, EventRecorder? events) : IController
{
    private const string Component = "replicaset-controller";

    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.ReplicaSet;

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        var wanted = item.Content.Count("spec", "replicas");
        var active = store.Owned(ResourceKinds.Pod, item).Where(pod => pod.IsActive()).ToList();
        for (var missing = wanted - active.Count; missing > 0; missing--)
        {
            var pod = store.Create(ResourceKinds.Pod, PodFactory.Make(item, item.Content.At("spec", "template")!, $"{item.Name}-{TemplateHash.Suffix()}"));
            events?.Normal(item, Component, "SuccessfulCreate", $"Created pod: {pod.Name}");
        }

        // Those that serve nobody go first, then the youngest.
        foreach (var pod in active.OrderBy(pod => pod.IsReady()).ThenByDescending(pod => pod.Version).Take(Math.Max(0, active.Count - wanted)))
        {
            PodFactory.Delete(store, pod, null, grace => clock.Now + clock.Scale(TimeSpan.FromSeconds(grace)));
            events?.Normal(item, Component, "SuccessfulDelete", $"Deleted pod: {pod.Name}");
        }

        store.Update(Kind, item.Namespace, item.Name, Count);
        return null;
    }

    private void Count(JsonObject content)
    {
        var uid = content.Text("metadata", "uid");
        var active = store.List(ResourceKinds.Pod, content.Text("metadata", "namespace")).Objects
            .Where(pod => pod.ControllerUid == uid && pod.IsActive()).ToList();
        var ready = active.Count(pod => pod.IsReady());
        var status = content.Ensure("status");
        status["replicas"] = active.Count;
        status["fullyLabeledReplicas"] = active.Count;
        status["readyReplicas"] = ready;
        status["availableReplicas"] = ready;
        status["observedGeneration"] = content.Number("metadata", "generation");
    }
}
