using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ServiceGuru.Sandbox.Web;

/// <summary>A request's parameters, whether they came in the address, as a form or as JSON.</summary>
internal static class Fields
{
    /// <summary>Reads them all; null where a JSON body isn't an object.</summary>
    public static async Task<IReadOnlyDictionary<string, string>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var fields = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        if (request.HasFormContentType)
        {
            foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in await request.ReadFormAsync(cancellationToken))
            {
                fields[name] = value.ToString();
            }
        }
        else if (request.HasJsonContentType())
        {
            if (await ReadObjectAsync(request, cancellationToken) is not { } json)
            {
                return null;
            }

            foreach (JsonProperty property in json.EnumerateObject())
            {
                fields[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
            }
        }

        return fields;
    }

    /// <summary>Reads a JSON object from the body; null where there is none.</summary>
    public static async Task<JsonElement?> ReadObjectAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(request.Body, default, cancellationToken);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
