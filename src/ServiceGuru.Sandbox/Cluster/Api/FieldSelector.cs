using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>A field selector (https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/).</summary>
internal sealed class FieldSelector
{
    private readonly List<(string[] Path, string Value, bool Equal)> requirements = [];

    /// <summary>Gets the one name that can match, where the selector says <c>metadata.name=…</c>.</summary>
    public string? Name => requirements.FirstOrDefault(one => one.Equal && one.Path is ["metadata", "name"]).Value;

    /// <summary>Reads a selector such as <c>status.phase!=Running,metadata.name=x</c>.</summary>
    /// <exception cref="ApiException">400 where it can't be read or the kind has no such selectable field.</exception>
    public static FieldSelector Parse(ResourceKind kind, string text)
    {
        var selector = new FieldSelector();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var split = part.IndexOf('=', StringComparison.Ordinal);
            var field = split > 0 ? part[..split].TrimEnd('!') : "";
            if (field.Length == 0)
            {
                throw ApiErrors.BadRequest($"invalid field selector: \"{text}\"; can't understand \"{part}\"");
            }

            if (!field.StartsWith("metadata.name", StringComparison.Ordinal) && !Fields(kind).Contains(field))
            {
                throw ApiErrors.BadRequest($"field label not supported: {field}");
            }

            selector.requirements.Add((field.Split('.'), part[(split + 1)..].TrimStart('='), part[split - 1] != '!'));
        }

        return selector;
    }

    /// <summary>Whether an object's fields satisfy all requirements; an absent field is empty.</summary>
    public bool Matches(StoredObject item) => requirements.All(one => (Value(item, one.Path) == one.Value) == one.Equal);

    private static string Value(StoredObject item, string[] path) => path switch
    {
        ["source"] => item.Content.Text("source", "component") ?? "",
        _ => item.Content.At(path)?.ToString() ?? "",
    };

    private static string[] Fields(ResourceKind kind) => (kind.Group, kind.Plural) switch
    {
        (_, "pods") =>
        [
            "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
            "status.phase", "status.podIP", "status.nominatedNodeName",
        ],
        ("", "events") =>
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
            "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ],
        (_, "events") =>
        [
            "regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "regarding.apiVersion", "regarding.resourceVersion",
            "regarding.fieldPath", "reason", "reportingController", "type",
        ],
        (_, "namespaces") => ["status.phase"],
        (_, "nodes") => ["spec.unschedulable"],
        (_, "replicasets") => ["status.replicas"],
        (_, "secrets") => ["type"],
        _ => [],
    };
}
