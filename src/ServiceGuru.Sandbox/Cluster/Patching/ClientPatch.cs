using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Api;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Patching;

/// <summary>A patch that a client sent, of any of the forms.</summary>
internal sealed class ClientPatch
{
    private const string Json = "application/json-patch+json";
    private const string Merge = "application/merge-patch+json";
    private const string Strategic = "application/strategic-merge-patch+json";
    private const string ServerSide = "application/apply-patch+yaml";

    private readonly string form;
    private readonly JsonNode body;

    private ClientPatch(string form, JsonNode body)
    {
        this.form = form;
        this.body = body;
    }

    /// <summary>Gets whether it is a server-side apply, which makes what does not exist.</summary>
    public bool IsApply => form == ServerSide;

    /// <summary>Gets the whole object that an apply carries.</summary>
    public JsonObject Applied => (JsonObject)body.DeepClone();

    /// <summary>Reads a patch.</summary>
    /// <exception cref="ApiException">415 for unknown forms (and YAML, of which only its JSON subset is understood), 400 where it can't be read.</exception>
    public static ClientPatch Read(string? contentType, ReadOnlySpan<byte> body)
    {
        var form = contentType?.Split(';')[0].Trim() ?? "";
        if (form is not (Json or Merge or Strategic or ServerSide))
        {
            throw ApiErrors.UnsupportedMediaType(form, string.Join(", ", Json, Merge, Strategic, ServerSide));
        }

        var isObject = body.TrimStart(" \t\r\n"u8).StartsWith("{"u8);
        try
        {
            var node = StrictJson.Parse(body);
            return (form == Json) == (node is JsonArray) && node is JsonArray or JsonObject
                ? new(form, node)
                : throw ApiErrors.BadRequest("error decoding patch: it is not of the kind that its content type says");
        }
        catch (JsonException error) when (form == ServerSide && !isObject)
        {
            throw ApiErrors.UnsupportedMediaType($"{form} that is not JSON ({error.Message})", "JSON bodies");
        }
        catch (JsonException error)
        {
            throw ApiErrors.BadRequest($"error decoding patch: {error.Message}");
        }
    }

    /// <summary>Applies it in place.</summary>
    public void Apply(JsonObject target)
    {
        switch (form)
        {
            case Json:
                JsonPatch.Apply(target, (JsonArray)body);
                break;
            case Merge:
                MergePatch.Apply(target, (JsonObject)body);
                break;
            default:
                StrategicMergePatch.Apply(target, (JsonObject)body);
                break;
        }
    }
}
