using System.Globalization;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Api;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Patching;

/// <summary>JSON patches (RFC 6902).</summary>
internal static class JsonPatch
{
    /// <summary>Applies the operations in place.</summary>
    /// <exception cref="ApiException">422 where one can't be applied or a test fails, 400 where one can't be read.</exception>
    public static void Apply(JsonObject target, JsonArray operations)
    {
        foreach (var operation in operations)
        {
            var name = operation.Text("op");
            var path = Steps(operation.Text("path"));
            switch (name)
            {
                case "add":
                    Add(target, path, operation!["value"]?.DeepClone());
                    break;
                case "replace":
                    Take(target, path);
                    Add(target, path, operation!["value"]?.DeepClone());
                    break;
                case "remove":
                    Take(target, path);
                    break;
                case "move":
                    Add(target, path, Take(target, Steps(operation.Text("from"))));
                    break;
                case "copy":
                    Add(target, path, Find(target, Steps(operation.Text("from")))?.DeepClone());
                    break;
                case "test" when JsonNode.DeepEquals(Find(target, path), operation!["value"]):
                    break;
                case "test":
                    throw Failed($"testing value {operation.Text("path")} failed");
                default:
                    throw ApiErrors.BadRequest($"error decoding patch: unexpected operation \"{name}\"");
            }
        }
    }

    private static string[] Steps(string? pointer) => pointer is ['/', ..]
        ? [.. pointer[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]
        : throw ApiErrors.BadRequest($"error decoding patch: \"{pointer}\" is no JSON pointer");

    private static JsonNode? Find(JsonNode? node, ReadOnlySpan<string> steps)
    {
        foreach (var step in steps)
        {
            node = node switch
            {
                JsonObject parent when parent.TryGetPropertyValue(step, out var child) => child,
                JsonArray list => list[Index(step, list.Count - 1)],
                _ => throw Missing(step),
            };
        }

        return node;
    }

    private static void Add(JsonObject target, string[] steps, JsonNode? value)
    {
        switch (Find(target, steps.AsSpan()[..^1]))
        {
            case JsonObject parent:
                parent[steps[^1]] = value;
                break;
            case JsonArray list:
                list.Insert(steps[^1] == "-" ? list.Count : Index(steps[^1], list.Count), value);
                break;
            default:
                throw Missing(steps[^1]);
        }
    }

    private static JsonNode? Take(JsonObject target, string[] steps)
    {
        var taken = Find(target, steps);
        switch (Find(target, steps.AsSpan()[..^1]))
        {
            case JsonObject parent:
                parent.Remove(steps[^1]);
                break;
            case JsonArray list:
                list.RemoveAt(Index(steps[^1], list.Count - 1));
                break;
        }

        return taken;
    }

    private static int Index(string step, int last) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= last ? index : throw Missing(step);

    private static ApiException Missing(string step) => Failed($"the path has no \"{step}\"");

    private static ApiException Failed(string why) => new(422, "Invalid", $"the server rejected our request due to an error in our request: {why}");
}
