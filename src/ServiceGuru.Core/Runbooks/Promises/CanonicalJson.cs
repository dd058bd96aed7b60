using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceGuru.Runbooks.Promises;

/// <summary>JSON in one form only: keys in ordinal order, no white space, UTF-8; so that equal values have equal hashes.</summary>
internal static class CanonicalJson
{
    /// <summary>Gives the SHA-256 of a value, 64 lowercase hexadecimal digits.</summary>
    public static string Hash(JsonNode value)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            Write(json, value);
        }

        return Convert.ToHexString(SHA256.HashData(buffer.WrittenSpan)).ToLowerInvariant();
    }

    private static void Write(Utf8JsonWriter json, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject map:
                json.WriteStartObject();
                foreach ((string key, JsonNode? item) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    json.WritePropertyName(key);
                    Write(json, item);
                }

                json.WriteEndObject();
                break;
            case JsonArray list:
                json.WriteStartArray();
                foreach (JsonNode? item in list)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                json.WriteStringValue(text.GetValue<string>());
                break;
            case null:
                json.WriteNullValue();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
