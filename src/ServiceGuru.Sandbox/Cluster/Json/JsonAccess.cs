using System.Text.Json.Nodes;

namespace ServiceGuru.Sandbox.Cluster.Json;

/// <summary>Reads and writes members of Kubernetes objects by path; what is absent reads as null.</summary>
internal static class JsonAccess
{
    /// <summary>The node at a path of member names, or null.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (node is not JsonObject parent || !parent.TryGetPropertyValue(step, out node))
            {
                return null;
            }
        }

        return node;
    }

    /// <summary>The text at a path, or null where it is absent or no text.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The whole number at a path, or null where it is absent or no number.</summary>
    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        if (node.At(path) is not JsonValue value)
        {
            return null;
        }

        return value.TryGetValue<long>(out var number) ? number
            : value.TryGetValue<int>(out var small) ? small
            : null;
    }

    /// <summary>The whole number at a path, or 0.</summary>
    public static int Count(this JsonNode? node, params ReadOnlySpan<string> path) => (int)(node.Number(path) ?? 0);

    /// <summary>Whether the path holds <c>true</c>.</summary>
    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    /// <summary>The objects of the list at a path; none where it is absent.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray array ? array.OfType<JsonObject>() : [];

    /// <summary>The object at a path, made where it is absent.</summary>
    public static JsonObject Ensure(this JsonObject node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (node[step] is not JsonObject child)
            {
                child = [];
                node[step] = child;
            }

            node = child;
        }

        return node;
    }

    /// <summary>The list of that name, made where it is absent.</summary>
    public static JsonArray EnsureList(this JsonObject node, string name)
    {
        if (node[name] is not JsonArray list)
        {
            list = [];
            node[name] = list;
        }

        return list;
    }

    /// <summary>A deep copy that can be changed and put elsewhere.</summary>
    public static JsonObject Copy(this JsonObject node) => (JsonObject)node.DeepClone();

    /// <summary>A time as Kubernetes writes it (RFC 3339, seconds).</summary>
    public static string Stamp(this DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);

    /// <summary>The time at a path, or null.</summary>
    public static DateTimeOffset? Time(this JsonNode? node, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(node.Text(path), out var time) ? time : null;
}
