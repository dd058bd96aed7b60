using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Patching;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Answers the subresource <c>scale</c> (autoscaling/v1 Scale).</summary>
internal sealed class ScaleEndpoint(ObjectReader reader, ObjectWriter writer, ClientEffects effects)
{
    /// <summary>Answers a read.</summary>
    public Task Get(HttpContext context, ApiPath path) =>
        JsonAnswer.Write(context, 200, Show(reader.Get(path.Kind, path.Namespace, path.Name!).Content));

    /// <summary>Answers an update or a patch.</summary>
    public async Task Write(HttpContext context, ApiPath path)
    {
        Action<JsonObject> change;
        if (context.Request.Method == "PATCH")
        {
            var bytes = await RequestBody.Bytes(context.Request, context.RequestAborted).ConfigureAwait(false);
            change = ClientPatch.Read(context.Request.ContentType, bytes).Apply;
        }
        else
        {
            var sent = await WriteEndpoint.Required(context).ConfigureAwait(false);
            change = scale => MergePatch.Apply(scale, sent);
        }

        var dryRun = WriteEndpoint.DryRun(context);
        var made = writer.Update(path with { Subresource = null }, item => Scale(path, item, change), dryRun);
        if (!dryRun)
        {
            effects.Record("scale", path.Kind, path.Namespace, made.Name, made.Content.Number("spec", "replicas")?.ToString(CultureInfo.InvariantCulture));
        }

        await JsonAnswer.Write(context, 200, Show(made.Content)).ConfigureAwait(false);
    }

    private static void Scale(ApiPath path, JsonObject item, Action<JsonObject> change)
    {
        var scale = Show(item);
        change(scale);
        if (scale.Text("metadata", "resourceVersion") is { Length: > 0 } sent && sent != item.Text("metadata", "resourceVersion"))
        {
            throw ApiErrors.Conflict(path.Kind, path.Name!, "the object has been modified; please apply your changes to the latest version and try again");
        }

        item.Ensure("spec")["replicas"] = scale.At("spec", "replicas")?.DeepClone() ?? 0;
    }

    private static JsonObject Show(JsonObject item)
    {
        var metadata = new JsonObject();
        foreach (var name in new[] { "name", "namespace", "uid", "resourceVersion", "creationTimestamp" })
        {
            metadata[name] = item.Text("metadata", name);
        }

        return new()
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["replicas"] = item.Count("spec", "replicas") },
            ["status"] = new JsonObject
            {
                ["replicas"] = item.Count("status", "replicas"),
                ["selector"] = item.At("spec", "selector", "matchLabels") is JsonObject labels
                    ? string.Join(',', labels.Select(label => $"{label.Key}={label.Value}"))
                    : "",
            },
        };
    }
}
