using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Tables;

/// <summary>The columns of Jobs and CronJobs.</summary>
internal static class BatchColumns
{
    /// <summary>Of Jobs.</summary>
    public static Column[] Jobs { get; } =
    [
        new("Status", (job, _) => Status(job)),
        new("Completions", (job, _) => $"{job.Count("status", "succeeded")}/{job.Number("spec", "completions") ?? 1}"),
        new("Duration", (job, now) => Duration(job, now)),
    ];

    /// <summary>Of CronJobs.</summary>
    public static Column[] CronJobs { get; } =
    [
        new("Schedule", (item, _) => item.Text("spec", "schedule")),
        new("Timezone", (item, _) => item.Text("spec", "timeZone") ?? "<none>"),
        new("Suspend", (item, _) => item.Flag("spec", "suspend") ? "True" : "False"),
        new("Active", (item, _) => item.Items("status", "active").Count(), 0, "integer"),
        new("Last Schedule", (item, now) => item.Time("status", "lastScheduleTime") is { } time ? Age.Short(now - time) : "<none>"),
    ];

    private static string Status(JsonObject job)
    {
        bool Has(string type) => job.Items("status", "conditions").Any(one => one.Text("type") == type && one.Text("status") == "True");
        return Has("Complete") ? "Complete"
            : Has("Failed") ? "Failed"
            : job.At("metadata", "deletionTimestamp") is not null ? "Terminating"
            : Has("Suspended") ? "Suspended"
            : Has("FailureTarget") ? "FailureTarget"
            : Has("SuccessCriteriaMet") ? "SuccessCriteriaMet"
            : "Running";
    }

    private static string Duration(JsonObject job, DateTimeOffset now) => job.Time("status", "startTime") is { } start
        ? Age.Short((job.Time("status", "completionTime") ?? now) - start)
        : "";
}
