using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Tables;

/// <summary>The columns of pods; the status column sums up phase, reasons and deletion.</summary>
internal static class PodColumns
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<Column> Columns(Column name, Column age) =>
    [
        name,
        new("Ready", (pod, _) => $"{Statuses(pod).Count(status => status.Flag("ready"))}/{pod.Items("spec", "containers").Count()}"),
        new("Status", (pod, _) => Status(pod)),
        new("Restarts", (pod, now) => Restarts(pod, now)),
        age,
        new("IP", (pod, _) => pod.Text("status", "podIP") ?? "<none>", 1),
        new("Node", (pod, _) => pod.Text("spec", "nodeName") ?? "<none>", 1),
        new("Nominated Node", (_, _) => "<none>", 1),
        new("Readiness Gates", (_, _) => "<none>", 1),
    ];

    private static string Status(JsonObject pod)
    {
        if (pod.At("metadata", "deletionTimestamp") is not null)
        {
            return "Terminating";
        }

        var reason = pod.Text("status", "reason") ?? pod.Text("status", "phase") ?? "Unknown";
        if (Initializing(pod) is { } initializing)
        {
            return initializing;
        }

        foreach (var container in Statuses(pod).Reverse())
        {
            if (container.Text("state", "waiting", "reason") is { } waiting)
            {
                reason = waiting;
            }
            else if (container.At("state", "terminated") is { } ended)
            {
                reason = ended.Text("reason") ?? $"ExitCode:{ended.Number("exitCode")}";
            }
        }

        return reason;
    }

    private static string? Initializing(JsonObject pod)
    {
        var inits = pod.Items("status", "initContainerStatuses").ToList();
        var done = inits.TakeWhile(one => one.At("state", "terminated") is not null && one.Number("state", "terminated", "exitCode") == 0).Count();
        if (done == inits.Count)
        {
            return null;
        }

        var reason = inits[done].Text("state", "terminated", "reason") ?? inits[done].Text("state", "waiting", "reason");
        return reason is null or "PodInitializing" ? $"Init:{done}/{inits.Count}" : $"Init:{reason}";
    }

    private static string Restarts(JsonObject pod, DateTimeOffset now)
    {
        var count = Statuses(pod).Sum(status => status.Count("restartCount"));
        var last = Statuses(pod).Max(status => status.Time("lastState", "terminated", "finishedAt"));
        return count == 0 || last is null ? $"{count}" : $"{count} ({Age.Short(now - last.Value)} ago)";
    }

    private static IEnumerable<JsonObject> Statuses(JsonObject pod) => pod.Items("status", "containerStatuses");
}
