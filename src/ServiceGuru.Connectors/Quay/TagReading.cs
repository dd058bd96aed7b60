using System.Globalization;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Images;

namespace ServiceGuru.Connectors.Quay;

/// <summary>Reads tags.</summary>
internal static class TagReading
{
    /// <summary>Reads one tag.</summary>
    public static ImageTag Tag(JsonElement tag) => new(
        tag.NeedText("name"),
        tag.NeedText("manifest_digest"),
        Began(tag),
        tag.Number("size"),
        tag.Flag("is_manifest_list"));

    // start_ts is in seconds since 1970; last_modified is RFC 2822 with the zone -0000, and a moved tag has both anew.
    private static DateTimeOffset Began(JsonElement tag)
    {
        if (tag.Number("start_ts") is { } seconds)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        string text = tag.NeedText("last_modified").Replace("-0000", "+00:00", StringComparison.Ordinal);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw new UnexpectedShapeException("The tag has no time of its last change.");
    }
}
