using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>
/// Keeps one pod of a DaemonSet on every node, and updates them one after the other
/// (https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/).
/// </summary>
internal sealed class DaemonSetController(ObjectStore store, SandboxClock clock, EventRecorder? events) : IController
{
    private const string Component = "daemonset-controller";

    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.DaemonSet;

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        var hash = TemplateHash.Of(item.Content.At("spec", "template")!);
        var pods = store.Owned(ResourceKinds.Pod, item);
        var nodes = store.List(ResourceKinds.Node, null).Objects;
        foreach (var node in nodes.Where(node => !pods.Any(pod => pod.IsActive() && Node(pod) == node.Name)))
        {
            var made = PodFactory.Make(item, item.Content.At("spec", "template")!, $"{item.Name}-{TemplateHash.Suffix()}");
            made.Ensure("metadata", "labels")[StatefulSetRevisions.Label] = hash;
            made.Ensure("spec")["affinity"] = Affinity(node.Name);
            var pod = store.Create(ResourceKinds.Pod, made);
            events?.Normal(item, Component, "SuccessfulCreate", $"Created pod: {pod.Name}");
        }

        // One at a time, as the default of maxUnavailable says.
        var old = pods.FirstOrDefault(pod => pod.IsActive() && pod.Label(StatefulSetRevisions.Label) != hash);
        if (old is not null && item.Content.Text("spec", "updateStrategy", "type") != "OnDelete" && pods.All(pod => !pod.Deleting && (pod == old || pod.IsReady())))
        {
            PodFactory.Delete(store, old, null, grace => clock.Now + clock.Scale(TimeSpan.FromSeconds(grace)));
            events?.Normal(item, Component, "SuccessfulDelete", $"Deleted pod: {old.Name}");
        }

        store.Update(Kind, item.Namespace, item.Name, content => Count(content, nodes.Count, hash));
        return null;
    }

    private void Count(JsonObject content, int nodes, string hash)
    {
        var pods = store.Owned(ResourceKinds.Pod, new(Kind, 0, content)).Where(pod => pod.IsActive()).ToList();
        var ready = pods.Count(pod => pod.IsReady());
        var status = content.Ensure("status");
        status["desiredNumberScheduled"] = nodes;
        status["currentNumberScheduled"] = pods.Count;
        status["updatedNumberScheduled"] = pods.Count(pod => pod.Label(StatefulSetRevisions.Label) == hash);
        status["numberReady"] = ready;
        status["numberMisscheduled"] = 0;
        status["observedGeneration"] = content.Number("metadata", "generation");
        Put("numberAvailable", ready);
        Put("numberUnavailable", nodes - ready);

        void Put(string name, int value)
        {
            status.Remove(name);
            if (value > 0)
            {
                status[name] = value;
            }
        }
    }

    private static string? Node(StoredObject pod) => pod.Content.Text("spec", "nodeName") ?? Wanted(pod.Content);

    /// <summary>The node that a pod insists on, or null.</summary>
    public static string? Wanted(JsonObject pod) => pod.Items("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
        .SelectMany(term => term.Items("matchFields")).FirstOrDefault(field => field.Text("key") == "metadata.name")?.At("values")?[0]?.ToString();

    private static JsonObject Affinity(string node) => new()
    {
        ["nodeAffinity"] = new JsonObject
        {
            ["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
            {
                ["nodeSelectorTerms"] = new JsonArray(new JsonObject
                {
                    ["matchFields"] = new JsonArray(new JsonObject
                    {
                        ["key"] = "metadata.name",
                        ["operator"] = "In",
                        ["values"] = new JsonArray(node),
                    }),
                }),
            },
        },
    };
}
