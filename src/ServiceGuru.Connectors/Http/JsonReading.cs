using System.Globalization;
using System.Text.Json;

namespace ServiceGuru.Connectors.Http;

/// <summary>Reads values out of answers along paths; what is absent or null is null, what must be there says where it was missed.</summary>
internal static class JsonReading
{
    /// <summary>The element at a path, or null.</summary>
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.Null ? null : element;
    }

    /// <summary>The text at a path, or null.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    /// <summary>The text at a path; null where it is absent or empty, as Kubernetes and Go programs write absence.</summary>
    public static string? TextOrNull(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Text(path) is { Length: > 0 } text ? text : null;

    /// <summary>The text at a path.</summary>
    /// <exception cref="UnexpectedShapeException">There is none.</exception>
    public static string NeedText(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Text(path) ?? throw Missing(path, "a text");

    /// <summary>The whole number at a path, or null.</summary>
    public static long? Number(this JsonElement element, params ReadOnlySpan<string> path) => element.At(path) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out long value) => value,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) => value,
        _ => null,
    };

    /// <summary>The whole number at a path, at most what an <see cref="int"/> holds; 0 where it is absent.</summary>
    public static int Count(this JsonElement element, params ReadOnlySpan<string> path) =>
        (int)Math.Clamp(element.Number(path) ?? 0, int.MinValue, int.MaxValue);

    /// <summary>Whether true stands at a path.</summary>
    public static bool Flag(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.True };

    /// <summary>The time at a path, in RFC 3339, or null.</summary>
    public static DateTimeOffset? Time(this JsonElement element, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(element.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    /// <summary>The time at a path.</summary>
    /// <exception cref="UnexpectedShapeException">There is none.</exception>
    public static DateTimeOffset NeedTime(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Time(path) ?? throw Missing(path, "a time");

    /// <summary>The elements of the list at a path; none where it is absent.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The elements of the list at a path, where its absence would pass for "none", e.g. no failed check and no new error.</summary>
    /// <exception cref="UnexpectedShapeException">There is no list.</exception>
    public static IEnumerable<JsonElement> NeedItems(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : throw Missing(path, "a list");

    /// <summary>The texts of the object at a path by name; none where it is absent.</summary>
    public static IReadOnlyDictionary<string, string> Texts(this JsonElement element, params ReadOnlySpan<string> path)
    {
        Dictionary<string, string> texts = [];
        if (element.At(path) is { ValueKind: JsonValueKind.Object } map)
        {
            foreach (JsonProperty property in map.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String))
            {
                texts[property.Name] = property.Value.GetString()!;
            }
        }

        return texts;
    }

    /// <summary>The address at a path.</summary>
    /// <exception cref="UnexpectedShapeException">There is none.</exception>
    public static Uri NeedUri(this JsonElement element, params ReadOnlySpan<string> path) =>
        Uri.TryCreate(element.Text(path), UriKind.Absolute, out Uri? uri) ? uri : throw Missing(path, "an address");

    private static UnexpectedShapeException Missing(ReadOnlySpan<string> path, string what) =>
        new(path.IsEmpty ? $"The answer is not {what}." : $"The answer lacks {what} at {string.Join('.', path.ToArray())}.");
}
