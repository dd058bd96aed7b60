using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceGuru.Ledger;

/// <summary>
/// JSON as values that a shell can show, compare and write again. The nodes of <see cref="System.Text.Json.Nodes"/> lead from
/// each to its parent and root, and what walks objects by their properties walks in circles there.
/// </summary>
internal static class PlainValue
{
    /// <summary>A map, an array, a text, a number, true or false, or null.</summary>
    public static object? Of(JsonNode? node) => node switch
    {
        null => null,
        JsonObject map => new JsonMap(map),
        JsonArray list => list.Select(Of).ToArray(),
        JsonValue value => Of(Element(value)),
        _ => throw new InvalidOperationException($"There is no {node.GetValueKind()} in JSON."),
    };

    private static object? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out long whole) ? whole
            : value.TryGetDecimal(out decimal exact) ? exact
            : value.GetDouble(),
        _ => null,
    };

    // A node that was not read from JSON gives its value back only in the type that it was made of.
    private static JsonElement Element(JsonValue value) =>
        value.TryGetValue(out JsonElement element) ? element : JsonSerializer.SerializeToElement(value, LedgerJson.Options);
}
