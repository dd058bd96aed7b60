using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Writes JSON answers.</summary>
internal static class JsonAnswer
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object as bytes.</summary>
    public static byte[] Bytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Compact);

    /// <summary>Answers with an object.</summary>
    public static Task Write(HttpContext context, int code, JsonNode body) => Write(context, code, Bytes(body));

    /// <summary>Answers with an object that is JSON already.</summary>
    public static Task Write(HttpContext context, int code, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
