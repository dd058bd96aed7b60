using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// Reads Jobs and CronJobs (batch/v1; https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/,
/// …/cron-job-v1/).
/// </summary>
internal static class JobReading
{
    /// <summary>Reads a Job.</summary>
    public static JobState Job(JsonElement item) => new()
    {
        Name = item.NeedText("metadata", "name"),
        CronJob = item.Items("metadata", "ownerReferences").Where(owner => owner.Text("kind") == "CronJob").Select(owner => owner.TextOrNull("name")).FirstOrDefault(),
        CreatedAt = item.NeedTime("metadata", "creationTimestamp"),
        Suspended = item.Flag("spec", "suspend"),
        Active = item.Count("status", "active"),
        Failed = item.Count("status", "failed"),
        FailedIndexes = item.TextOrNull("status", "failedIndexes"),
        Conditions = ConditionReading.Conditions(item),
    };

    /// <summary>Reads a CronJob.</summary>
    public static CronJobState CronJob(JsonElement item) => new()
    {
        Name = item.NeedText("metadata", "name"),
        Schedule = item.NeedText("spec", "schedule"),
        TimeZone = item.TextOrNull("spec", "timeZone"),
        Suspended = item.Flag("spec", "suspend"),
        ForbidsConcurrency = item.Text("spec", "concurrencyPolicy") == "Forbid",
        Active = item.Items("status", "active").Count(),
        CreatedAt = item.NeedTime("metadata", "creationTimestamp"),
        LastScheduledAt = item.Time("status", "lastScheduleTime"),
    };
}
