using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ServiceGuru.Ledger;

/// <summary>Reads and writes the map as the JSON object that it is.</summary>
internal sealed class JsonMapConverter : JsonConverter<JsonMap>
{
    /// <inheritdoc/>
    public override JsonMap? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<JsonObject>(ref reader, options);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonMap value, JsonSerializerOptions options) => value.ToJsonObject().WriteTo(writer, options);
}
