using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceGuru.Sandbox.Cluster.Json;

/// <summary>Reads JSON that others wrote. A key that stands twice is refused at once, and not only when somebody looks at its object.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It is no JSON, or a key stands twice.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> text) => JsonNode.Parse(text, documentOptions: Options);

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static JsonNode? Parse(string text) => JsonNode.Parse(text, documentOptions: Options);
}
