using System.Globalization;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>
/// Rolls Deployments out, by Recreate or RollingUpdate
/// (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/).
/// </summary>
internal sealed class DeploymentController(ObjectStore store, SandboxClock clock, EventRecorder? events) : IController
{
    /// <summary>The annotation that numbers a Deployment's rollouts.</summary>
    public const string Revision = "deployment.kubernetes.io/revision";

    /// <summary>The label that ties pods to their template.</summary>
    public const string HashLabel = "pod-template-hash";

    private const string Component = "deployment-controller";
    private readonly DeploymentStatus status = new(store, clock);

    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.Deployment;

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        var sets = store.Owned(ResourceKinds.ReplicaSet, item);
        var template = item.Content.At("spec", "template")!;
        var present = sets.FirstOrDefault(set => JsonNode.DeepEquals(Template(set), template));
        var old = sets.Where(set => set != present).ToList();
        var replicas = item.Content.Count("spec", "replicas");
        if (!item.Content.Flag("spec", "paused"))
        {
            present = present is null ? Make(item, template, old) : Renumber(present, old);
            store.Update(Kind, item.Namespace, item.Name, content =>
                content.Ensure("metadata", "annotations")[Revision] = present.Annotation(Revision));
            if (item.Content.Text("spec", "strategy", "type") == "Recreate")
            {
                Recreate(item, present, old, replicas);
            }
            else
            {
                new RollingUpdate(item.Content, present, old).Step((set, to) => Scale(item, set, to));
            }

            Forget(old, item.Content.Count("spec", "revisionHistoryLimit"));
        }
        else if (present is not null && old.All(set => set.Content.Count("spec", "replicas") == 0))
        {
            // Paused stops rollouts, not scaling.
            Scale(item, present, replicas);
        }

        return status.Write(item, present?.Name);
    }

    private void Recreate(StoredObject item, StoredObject present, List<StoredObject> old, int replicas)
    {
        foreach (var set in old)
        {
            Scale(item, set, 0);
        }

        // Only when the last old pod is gone, one that hangs in Terminating included.
        if (!old.Any(set => store.Owned(ResourceKinds.Pod, set).Count > 0))
        {
            Scale(item, present, replicas);
        }
    }

    private void Scale(StoredObject item, StoredObject set, int to)
    {
        var from = store.Find(set.Kind, set.Namespace, set.Name)?.Content.Count("spec", "replicas") ?? 0;
        if (from != to)
        {
            store.Update(set.Kind, set.Namespace, set.Name, content => content.Ensure("spec")["replicas"] = to);
            events?.Normal(item, Component, "ScalingReplicaSet", $"Scaled {(to > from ? "up" : "down")} replica set {set.Name} from {from} to {to}");
        }
    }

    private StoredObject Make(StoredObject item, JsonNode template, List<StoredObject> old)
    {
        var hash = TemplateHash.Of(template);
        var marked = (JsonObject)template.DeepClone();
        marked.Ensure("metadata", "labels")[HashLabel] = hash;
        var selector = item.Content.At("spec", "selector")?.DeepClone() as JsonObject ?? [];
        selector.Ensure("matchLabels")[HashLabel] = hash;
        var annotations = item.Content.At("metadata", "annotations")?.DeepClone() as JsonObject ?? [];
        annotations[Revision] = (Newest(old) + 1).ToString(CultureInfo.InvariantCulture);
        return store.Create(ResourceKinds.ReplicaSet, new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{item.Name}-{hash}",
                ["namespace"] = item.Namespace,
                ["labels"] = marked.At("metadata", "labels")!.DeepClone(),
                ["annotations"] = annotations,
                ["ownerReferences"] = Ownership.By(item),
            },
            ["spec"] = new JsonObject { ["replicas"] = 0, ["selector"] = selector, ["template"] = marked },
            ["status"] = new JsonObject { ["replicas"] = 0 },
        });
    }

    private StoredObject Renumber(StoredObject present, List<StoredObject> old)
    {
        var newest = Newest(old);
        return newest < Number(present)
            ? present
            : store.Update(present.Kind, present.Namespace, present.Name, content =>
                content.Ensure("metadata", "annotations")[Revision] = (newest + 1).ToString(CultureInfo.InvariantCulture)) ?? present;
    }

    private void Forget(List<StoredObject> old, int limit)
    {
        var empty = old.Where(set => set.Content.Count("spec", "replicas") == 0 && set.Content.Count("status", "replicas") == 0);
        foreach (var set in empty.OrderByDescending(Number).Skip(limit))
        {
            store.Remove(set.Kind, set.Namespace, set.Name);
        }
    }

    private static JsonObject Template(StoredObject set)
    {
        var template = ((JsonObject)set.Content.At("spec", "template")!).Copy();
        template.Ensure("metadata", "labels").Remove(HashLabel);
        return template;
    }

    private static long Newest(List<StoredObject> sets) => sets.Count == 0 ? 0 : sets.Max(Number);

    private static long Number(StoredObject set) =>
        long.TryParse(set.Annotation(Revision), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
