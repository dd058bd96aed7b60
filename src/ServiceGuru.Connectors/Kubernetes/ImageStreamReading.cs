using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Images;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>Reads image streams (image.openshift.io/v1; https://github.com/openshift/api/blob/master/image/v1/types.go).</summary>
internal static class ImageStreamReading
{
    /// <summary>Reads one image stream: the tags of its spec and those of its status as one.</summary>
    public static ImageStreamState ImageStream(JsonElement stream)
    {
        Dictionary<string, JsonElement> wanted = ByName(stream.Items("spec", "tags"), "name");
        Dictionary<string, JsonElement> known = ByName(stream.Items("status", "tags"), "tag");
        return new ImageStreamState(
            stream.NeedText("metadata", "name"),
            [.. wanted.Keys.Union(known.Keys).Select(tag => Tag(tag, Find(wanted, tag), Find(known, tag)))])
        {
            Annotations = stream.Texts("metadata", "annotations"),
        };
    }

    private static ImageStreamTagState Tag(string tag, JsonElement? wanted, JsonElement? known)
    {
        List<string> digests = [.. (known?.Items("items") ?? []).Select(item => item.TextOrNull("image")).OfType<string>()];
        JsonElement? failed = (known?.Items("conditions") ?? [])
            .Where(condition => condition.Text("type") == "ImportSuccess" && condition.Text("status") == "False")
            .Select(condition => (JsonElement?)condition)
            .FirstOrDefault();
        return new ImageStreamTagState
        {
            Tag = tag,
            From = wanted?.TextOrNull("from", "name"),
            Scheduled = wanted?.Flag("importPolicy", "scheduled"),
            Digest = digests.FirstOrDefault(),
            PreviousDigests = [.. digests.Skip(1)],
            ImportedAt = known?.Items("items").Select(item => item.Time("created")).FirstOrDefault(),
            ImportFailure = failed is { } condition
                ? string.Join(": ", new[] { condition.TextOrNull("reason"), condition.TextOrNull("message") }.OfType<string>())
                : null,
            ImportFailedAt = failed?.Time("lastTransitionTime"),
        };
    }

    private static Dictionary<string, JsonElement> ByName(IEnumerable<JsonElement> tags, string key) => tags
        .Where(tag => tag.Text(key) is not null)
        .GroupBy(tag => tag.Text(key)!)
        .ToDictionary(group => group.Key, group => group.First());

    private static JsonElement? Find(Dictionary<string, JsonElement> tags, string tag) => tags.TryGetValue(tag, out JsonElement found) ? found : null;
}
