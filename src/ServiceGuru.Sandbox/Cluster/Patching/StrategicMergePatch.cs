using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Api;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Patching;

/// <summary>
/// Strategic merge patches: lists of named things are merged by their key, all others replaced
/// (https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md).
/// </summary>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string Order = "$setElementOrder/";
    private const string DeletePrimitives = "$deleteFromPrimitiveList/";
    private const string Retain = "$retainKeys";

    // The lists that patches of these kinds meet, by member name; Kubernetes has the same in its types' patchMergeKey.
    private static readonly Dictionary<string, string[]> Keys = new()
    {
        ["containers"] = ["name"],
        ["initContainers"] = ["name"],
        ["env"] = ["name"],
        ["volumes"] = ["name"],
        ["imagePullSecrets"] = ["name"],
        ["volumeMounts"] = ["mountPath"],
        ["volumeDevices"] = ["devicePath"],
        ["ports"] = ["containerPort", "port"],
        ["conditions"] = ["type"],
        ["ownerReferences"] = ["uid"],
        ["hostAliases"] = ["ip"],
        ["tags"] = ["name", "tag"],
        ["secrets"] = ["name"],
    };

    /// <summary>Applies a patch in place.</summary>
    /// <exception cref="ApiException">400 where a merged list's element lacks its key.</exception>
    public static void Apply(JsonObject target, JsonObject patch)
    {
        if (patch.Text(Directive) == "replace")
        {
            target.Clear();
        }

        if (patch[Retain] is JsonArray retained)
        {
            var keep = retained.Select(one => one?.ToString()).ToHashSet();
            foreach (var name in target.Select(member => member.Key).Where(name => !keep.Contains(name)).ToList())
            {
                target.Remove(name);
            }
        }

        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(DeletePrimitives, StringComparison.Ordinal))
            {
                Without(target, name[DeletePrimitives.Length..], value as JsonArray ?? []);
            }
            else if (!name.StartsWith('$'))
            {
                Member(target, name, value);
            }
        }

        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(Order, StringComparison.Ordinal) && target[name[Order.Length..]] is JsonArray list && value is JsonArray wanted)
            {
                Sort(list, wanted, name[Order.Length..]);
            }
        }
    }

    private static void Member(JsonObject target, string name, JsonNode? value)
    {
        switch (value)
        {
            case null:
                target.Remove(name);
                break;
            case JsonObject change when change.Text(Directive) == "delete":
                target.Remove(name);
                break;
            case JsonObject change:
                Apply(target.Ensure(name), change);
                break;
            case JsonArray list when Keys.TryGetValue(name, out var keys) && list.All(one => one is JsonObject):
                Merge(target, name, list, keys);
                break;
            case JsonArray list when name == "finalizers":
                var known = target.EnsureList(name);
                foreach (var one in list.Where(one => !known.Any(old => JsonNode.DeepEquals(old, one))).ToList())
                {
                    known.Add(one?.DeepClone());
                }

                break;
            default:
                target[name] = value.DeepClone();
                break;
        }
    }

    private static void Merge(JsonObject target, string name, JsonArray patch, string[] keys)
    {
        var list = target.EnsureList(name);
        if (patch.OfType<JsonObject>().Any(one => one.Text(Directive) == "replace" && one.Count == 1))
        {
            list.Clear();
        }

        foreach (var element in patch.OfType<JsonObject>().Where(one => one.Text(Directive) != "replace" || one.Count > 1))
        {
            var key = keys.FirstOrDefault(element.ContainsKey)
                ?? throw ApiErrors.BadRequest($"map: {element.ToJsonString()} does not contain declared merge key: {keys[0]}");
            var known = list.OfType<JsonObject>().FirstOrDefault(one => JsonNode.DeepEquals(one[key], element[key]));
            if (element.Text(Directive) == "delete")
            {
                if (known is not null)
                {
                    list.Remove(known);
                }
            }
            else if (known is not null)
            {
                Apply(known, element);
            }
            else
            {
                JsonObject added = [];
                Apply(added, element);
                list.Add(added);
            }
        }
    }

    private static void Without(JsonObject target, string name, JsonArray values)
    {
        if (target[name] is JsonArray list)
        {
            foreach (var gone in list.Where(one => values.Any(value => JsonNode.DeepEquals(one, value))).ToList())
            {
                list.Remove(gone);
            }
        }
    }

    /// <summary>Puts a list's elements in the order that the patch names; those that it does not name stay behind.</summary>
    private static void Sort(JsonArray list, JsonArray wanted, string name)
    {
        var keys = Keys.GetValueOrDefault(name) ?? [];
        int Place(JsonNode? element)
        {
            var place = wanted.ToList().FindIndex(one =>
                one is JsonObject named ? keys.Any(key => named[key] is { } value && JsonNode.DeepEquals(element.At(key), value)) : JsonNode.DeepEquals(one, element));
            return place < 0 ? int.MaxValue : place;
        }

        var sorted = list.OrderBy(Place).ToList();
        list.Clear();
        foreach (var element in sorted)
        {
            list.Add(element);
        }
    }
}
