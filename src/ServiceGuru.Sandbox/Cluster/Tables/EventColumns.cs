using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Tables;

/// <summary>The columns of events, of the core group's and of events.k8s.io's.</summary>
internal static class EventColumns
{
    /// <summary>Gets the columns.</summary>
    public static IReadOnlyList<Column> All { get; } =
    [
        new("Last Seen", (item, now) => TableColumns.Since(item.Time("lastTimestamp") ?? item.Time("deprecatedLastTimestamp"), now)),
        new("Type", (item, _) => item.Text("type")),
        new("Reason", (item, _) => item.Text("reason")),
        new("Object", (item, _) => $"{About(item).Text("kind")?.ToLowerInvariant()}/{About(item).Text("name")}"),
        new("Subobject", (item, _) => About(item).Text("fieldPath") ?? "", 1),
        new("Source", (item, _) => Source(item), 1),
        new("Message", (item, _) => item.Text("message") ?? item.Text("note")),
        new("First Seen", (item, now) => TableColumns.Since(item.Time("firstTimestamp") ?? item.Time("deprecatedFirstTimestamp"), now), 1),
        new("Count", (item, _) => item.Number("count") ?? item.Number("deprecatedCount") ?? 1, 1, "integer"),
        new("Name", (item, _) => item.Text("metadata", "name"), 1),
    ];

    private static JsonNode? About(JsonObject item) => item["involvedObject"] ?? item["regarding"];

    private static string Source(JsonObject item) => string.Join(", ", new[]
    {
        item.Text("source", "component") ?? item.Text("reportingController"), item.Text("source", "host"),
    }.Where(part => part is not null));
}
