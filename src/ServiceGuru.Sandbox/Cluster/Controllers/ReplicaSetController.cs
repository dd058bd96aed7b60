using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Api;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>Keeps as many pods as a ReplicaSet asks for.</summary>
internal sealed class ReplicaSetController(ObjectStore store, SandboxClock clock, EventRecorder? events) : IController
{
    /// <summary>The condition of a set whose pods are refused.</summary>
    public const string ReplicaFailure = "ReplicaFailure";

    private const string Component = "replicaset-controller";
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.ReplicaSet;

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        var wanted = item.Content.Count("spec", "replicas");
        var active = store.Owned(ResourceKinds.Pod, item).Where(pod => pod.IsActive()).ToList();
        string? refused = null;
        for (var missing = wanted - active.Count; missing > 0; missing--)
        {
            var pod = PodFactory.Make(item, item.Content.At("spec", "template")!, $"{item.Name}-{TemplateHash.Suffix()}");
            try
            {
                QuotaController.Admit(store, pod);
                var made = store.Create(ResourceKinds.Pod, pod);
                events?.Normal(item, Component, "SuccessfulCreate", $"Created pod: {made.Name}");
            }
            catch (ApiException no) when (no.Code == 403)
            {
                refused = no.Message;
                events?.Warning(item, Component, "FailedCreate", $"Error creating: {refused}");
                break;
            }
        }

        // Those that serve nobody go first, then the youngest.
        foreach (var pod in active.OrderBy(pod => pod.IsReady()).ThenByDescending(pod => pod.Version).Take(Math.Max(0, active.Count - wanted)))
        {
            PodFactory.Delete(store, pod, null, grace => clock.Now + clock.Scale(TimeSpan.FromSeconds(grace)));
            events?.Normal(item, Component, "SuccessfulDelete", $"Deleted pod: {pod.Name}");
        }

        store.Update(Kind, item.Namespace, item.Name, content => Count(content, refused));
        return refused is null ? null : Retry;
    }

    private void Count(JsonObject content, string? refused)
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
        var known = content.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == ReplicaFailure);
        status.Remove("conditions");
        if (refused is not null)
        {
            status["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = ReplicaFailure,
                ["status"] = "True",
                ["lastTransitionTime"] = known.Text("lastTransitionTime") ?? clock.Now.Stamp(),
                ["reason"] = "FailedCreate",

                // The name of the pod that was not made is another one at each attempt; the first keeps the condition still.
                ["message"] = known.Text("message") ?? refused,
            });
        }
    }
}
