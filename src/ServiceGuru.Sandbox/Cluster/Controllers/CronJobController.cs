using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>
/// Keeps account of a CronJob's Jobs. It starts none: a schedule names times of day, and those are real here, so that
/// none would come while anybody looks.
/// </summary>
internal sealed class CronJobController(ObjectStore store) : IController
{
    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.CronJob;

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        var jobs = store.Owned(ResourceKinds.Job, item);
        var active = jobs.Where(job => !job.Content.Items("status", "conditions").Any(condition => condition.Text("type") is "Complete" or "Failed")).ToList();
        var succeeded = jobs.Max(job => job.Content.Text("status", "completionTime"));
        var scheduled = jobs.Max(job => job.Content.Text("status", "startTime"));
        store.Update(Kind, item.Namespace, item.Name, content =>
        {
            var status = content.Ensure("status");
            status.Remove("active");
            if (active.Count > 0)
            {
                status["active"] = new JsonArray([.. active.Select(Reference)]);
            }

            Latest(status, "lastScheduleTime", scheduled);
            Latest(status, "lastSuccessfulTime", succeeded);
        });
        return null;
    }

    // Stamps of one format sort as the times do.
    private static void Latest(JsonObject status, string member, string? time)
    {
        if (time is not null && string.CompareOrdinal(time, status.Text(member)) > 0)
        {
            status[member] = time;
        }
    }

    private static JsonNode Reference(StoredObject job) => new JsonObject
    {
        ["apiVersion"] = job.Kind.ApiVersion,
        ["kind"] = job.Kind.Kind,
        ["name"] = job.Name,
        ["namespace"] = job.Namespace,
        ["resourceVersion"] = job.Content.Text("metadata", "resourceVersion"),
        ["uid"] = job.Uid,
    };
}
