using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>The remembered templates of StatefulSets, as ControllerRevision objects.</summary>
internal sealed class StatefulSetRevisions(ObjectStore store)
{
    /// <summary>The label that names a pod's revision.</summary>
    public const string Label = "controller-revision-hash";

    private const int Kept = 10;

    /// <summary>The revision of the set's present template; remembered now if it is new.</summary>
    public string Current(StoredObject item)
    {
        var template = item.Content.At("spec", "template")!;
        var known = store.Owned(ResourceKinds.ControllerRevision, item);
        var newest = known.Count == 0 ? 0 : known.Max(revision => revision.Content.Number("revision") ?? 0);
        var same = known.FirstOrDefault(revision => JsonNode.DeepEquals(Template(revision), template));
        if (same is null)
        {
            Forget(known);
            return store.Create(ResourceKinds.ControllerRevision, Make(item, template, newest + 1)).Name;
        }

        if (same.Content.Number("revision") != newest)
        {
            store.Update(same.Kind, same.Namespace, same.Name, content => content["revision"] = newest + 1);
        }

        return same.Name;
    }

    /// <summary>A revision's template; the present one where it is forgotten.</summary>
    public JsonNode Template(StoredObject item, string revision) =>
        store.Find(ResourceKinds.ControllerRevision, item.Namespace, revision) is { } kept ? Template(kept) : item.Content.At("spec", "template")!;

    private static JsonObject Template(StoredObject revision)
    {
        var template = ((JsonObject)revision.Content.At("data", "spec", "template")!).Copy();
        template.Remove("$patch");
        return template;
    }

    private static JsonObject Make(StoredObject item, JsonNode template, long number)
    {
        var hash = TemplateHash.Of(template);
        var labels = item.Content.At("spec", "selector", "matchLabels")?.DeepClone() as JsonObject ?? [];
        labels[Label] = hash;
        var kept = (JsonObject)template.DeepClone();

        // Undoing a rollout sends this as a patch, in which the whole template has to replace the present one.
        kept["$patch"] = "replace";
        return new()
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ControllerRevision",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{item.Name}-{hash}",
                ["namespace"] = item.Namespace,
                ["labels"] = labels,
                ["ownerReferences"] = Ownership.By(item),
            },
            ["data"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = kept } },
            ["revision"] = number,
        };
    }

    private void Forget(IReadOnlyList<StoredObject> known)
    {
        foreach (var old in known.OrderByDescending(revision => revision.Content.Number("revision")).Skip(Kept))
        {
            store.Remove(old.Kind, old.Namespace, old.Name);
        }
    }
}
