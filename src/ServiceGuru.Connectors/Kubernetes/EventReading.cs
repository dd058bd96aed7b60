using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>Reads events (core v1, as both old and new recorders write them; https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/).</summary>
internal static class EventReading
{
    /// <summary>Reads one event. New recorders leave <c>count</c> and <c>lastTimestamp</c> empty and use <c>series</c> and <c>eventTime</c>.</summary>
    public static ClusterEvent Event(JsonElement item) => new(
        item.TextOrNull("involvedObject", "kind") ?? string.Empty,
        item.TextOrNull("involvedObject", "name") ?? string.Empty,
        item.TextOrNull("type") ?? "Normal",
        item.TextOrNull("reason") ?? string.Empty,
        item.TextOrNull("message") ?? string.Empty,
        Math.Max(1, item.At("series") is null ? item.Count("count") : item.Count("series", "count")),
        item.Time("series", "lastObservedTime")
            ?? item.Time("lastTimestamp")
            ?? item.Time("eventTime")
            ?? item.Time("firstTimestamp")
            ?? item.NeedTime("metadata", "creationTimestamp"),
        item.Time("firstTimestamp") ?? item.Time("eventTime"));
}
