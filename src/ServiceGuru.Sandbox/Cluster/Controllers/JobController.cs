using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>
/// Runs Jobs to their end, or until too many of their pods have failed
/// (https://kubernetes.io/docs/concepts/workloads/controllers/job/).
/// </summary>
internal sealed class JobController(ObjectStore store, SandboxClock clock, EventRecorder? events) : IController
{
    private const string Component = "job-controller";
    private const int UsualBackOff = 6;

    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.Job;

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        Select(item);
        var pods = store.Owned(ResourceKinds.Pod, item);
        var succeeded = pods.Count(pod => pod.Content.Text("status", "phase") == "Succeeded");
        var failed = pods.Count(pod => pod.Content.Text("status", "phase") == "Failed");
        var active = pods.Where(pod => pod.IsActive()).ToList();
        var completions = item.Content.Count("spec", "completions");
        if (Ended(item))
        {
            return null;
        }

        if (failed > (item.Content.Number("spec", "backoffLimit") ?? UsualBackOff))
        {
            End(item, "Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }
        else if (succeeded >= Math.Max(1, completions))
        {
            End(item, "Complete", "CompletionsReached", "Reached expected number of succeeded pods");
        }
        else if (!item.Content.Flag("spec", "suspend"))
        {
            var wanted = Math.Min(item.Content.Count("spec", "parallelism"), Math.Max(1, completions) - succeeded);
            for (var missing = wanted - active.Count; missing > 0; missing--)
            {
                Create(item);
            }
        }

        store.Update(Kind, item.Namespace, item.Name, content => Count(content, pods, succeeded, failed));
        return null;
    }

    // The selector and the labels by which a Job knows its pods are the API's business; clients leave them out.
    private void Select(StoredObject item) => store.Update(Kind, item.Namespace, item.Name, content =>
    {
        var labels = content.Ensure("spec", "template", "metadata", "labels");
        labels["batch.kubernetes.io/controller-uid"] = item.Uid;
        labels["batch.kubernetes.io/job-name"] = item.Name;
        labels["controller-uid"] = item.Uid;
        labels["job-name"] = item.Name;
        content.Ensure("spec", "selector", "matchLabels")["batch.kubernetes.io/controller-uid"] = item.Uid;
    });

    private void Create(StoredObject item)
    {
        var template = store.Find(Kind, item.Namespace, item.Name)?.Content.At("spec", "template") ?? item.Content.At("spec", "template")!;
        var pod = store.Create(ResourceKinds.Pod, PodFactory.Make(item, template, $"{item.Name}-{TemplateHash.Suffix()}"));
        events?.Normal(item, Component, "SuccessfulCreate", $"Created pod: {pod.Name}");
    }

    private void End(StoredObject item, string type, string reason, string message)
    {
        store.Update(Kind, item.Namespace, item.Name, content =>
        {
            var status = content.Ensure("status");
            var now = clock.Now.Stamp();

            // Since 1.31 the controller says first what it is about to say.
            status["conditions"] = new JsonArray(
                Condition(type == "Failed" ? "FailureTarget" : "SuccessCriteriaMet", reason, message, now), Condition(type, reason, message, now));
            if (type == "Complete")
            {
                status["completionTime"] = now;
            }
        });
        if (type == "Failed")
        {
            events?.Warning(item, Component, reason, message);
        }
        else
        {
            events?.Normal(item, Component, "Completed", "Job completed");
        }
    }

    private void Count(JsonObject content, IReadOnlyList<StoredObject> pods, int succeeded, int failed)
    {
        var status = content.Ensure("status");
        status["startTime"] ??= clock.Now.Stamp();
        status["uncountedTerminatedPods"] ??= new JsonObject();
        Put(status, "active", store.Owned(ResourceKinds.Pod, new(Kind, 0, content)).Count(pod => pod.IsActive()));
        Put(status, "succeeded", succeeded);
        Put(status, "failed", failed);
        status["ready"] = pods.Count(pod => pod.IsActive() && pod.IsReady());
        status["terminating"] = pods.Count(pod => pod.Deleting);
    }

    private static bool Ended(StoredObject item) => item.Content.Items("status", "conditions")
        .Any(condition => condition.Text("type") is "Complete" or "Failed" && condition.Text("status") == "True");

    private static void Put(JsonObject status, string name, int value)
    {
        status.Remove(name);
        if (value > 0)
        {
            status[name] = value;
        }
    }

    private static JsonObject Condition(string type, string reason, string message, string now) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["lastProbeTime"] = now,
        ["lastTransitionTime"] = now,
        ["reason"] = reason,
        ["message"] = message,
    };
}
