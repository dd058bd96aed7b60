using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Reads requests' bodies.</summary>
internal static class RequestBody
{
    private const int Largest = 3 * 1024 * 1024;

    /// <summary>The bytes.</summary>
    /// <exception cref="ApiException">413 where there are too many.</exception>
    public static async Task<byte[]> Bytes(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int count; (count = await request.Body.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            buffer.Write(chunk, 0, count);
            if (buffer.Length > Largest)
            {
                throw new ApiException(413, "RequestEntityTooLarge", $"Request entity too large: limit is {Largest}");
            }
        }

        return buffer.ToArray();
    }

    /// <summary>The JSON object; null where there is no body.</summary>
    /// <exception cref="ApiException">400 where it is none, 415 where it is of another type.</exception>
    public static async Task<JsonObject?> Object(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = await Bytes(request, cancellationToken).ConfigureAwait(false);
        if (bytes.Length == 0)
        {
            return null;
        }

        var type = request.ContentType?.Split(';')[0].Trim() ?? "application/json";
        if (type is not "application/json")
        {
            throw ApiErrors.UnsupportedMediaType(type, "application/json");
        }

        try
        {
            return StrictJson.Parse(bytes) as JsonObject ?? throw ApiErrors.BadRequest("the object provided is unrecognized: it is no JSON object");
        }
        catch (JsonException error)
        {
            throw ApiErrors.BadRequest($"the object provided is unrecognized: {error.Message}");
        }
    }
}
