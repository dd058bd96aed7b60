using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Tables;

/// <summary>The columns of claims, quotas, budgets and autoscalers.</summary>
internal static class LimitColumns
{
    /// <summary>Of volume claims.</summary>
    public static Column[] Claims { get; } =
    [
        new("Status", (item, _) => item.At("metadata", "deletionTimestamp") is null ? item.Text("status", "phase") ?? "Pending" : "Terminating"),
        new("Volume", (item, _) => item.Text("spec", "volumeName") ?? ""),
        new("Capacity", (item, _) => item.Text("status", "capacity", "storage") ?? ""),
        new("Access Modes", (item, _) => string.Join(',', (item.At("status", "accessModes") as JsonArray ?? []).Select(mode => Short(mode?.ToString())))),
        new("StorageClass", (item, _) => item.Text("spec", "storageClassName") ?? ""),
        new("VolumeAttributesClass", (item, _) => item.Text("spec", "volumeAttributesClassName") ?? "<unset>"),
    ];

    /// <summary>Of quotas.</summary>
    public static Column[] Quotas { get; } =
    [
        new("Request", (item, _) => Usage(item, limits: false)),
        new("Limit", (item, _) => Usage(item, limits: true)),
    ];

    /// <summary>Of disruption budgets.</summary>
    public static Column[] Budgets { get; } =
    [
        new("Min Available", (item, _) => item.At("spec", "minAvailable")?.ToString() ?? "N/A"),
        new("Max Unavailable", (item, _) => item.At("spec", "maxUnavailable")?.ToString() ?? "N/A"),
        new("Allowed Disruptions", (item, _) => item.Count("status", "disruptionsAllowed"), 0, "integer"),
    ];

    /// <summary>Of autoscalers.</summary>
    public static Column[] Autoscalers { get; } =
    [
        new("Reference", (item, _) => $"{item.Text("spec", "scaleTargetRef", "kind")}/{item.Text("spec", "scaleTargetRef", "name")}"),
        new("Targets", (item, _) => string.Join(", ", item.Items("spec", "metrics").Select(Target))),
        new("MinPods", (item, _) => item.Number("spec", "minReplicas")?.ToString(null, null) ?? "<unset>"),
        new("MaxPods", (item, _) => item.Count("spec", "maxReplicas"), 0, "integer"),
        new("Replicas", (item, _) => item.Count("status", "currentReplicas"), 0, "integer"),
    ];

    private static string Target(JsonObject metric) =>
        $"{metric.Text("resource", "name")}: <unknown>/{metric.Number("resource", "target", "averageUtilization")}%";

    private static string Usage(JsonObject quota, bool limits) => string.Join(", ", (quota.At("status", "hard") as JsonObject ?? [])
        .Where(one => one.Key.StartsWith("limits.", StringComparison.Ordinal) == limits)
        .OrderBy(one => one.Key, StringComparer.Ordinal)
        .Select(one => $"{one.Key}: {quota.At("status", "used", one.Key)}/{one.Value}"));

    private static string Short(string? mode) => mode switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        "ReadWriteOncePod" => "RWOP",
        _ => mode ?? "",
    };
}
