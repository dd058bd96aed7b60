using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>Writes what has become of a Deployment, and notices when it gets nowhere.</summary>
internal sealed class DeploymentStatus(ObjectStore store, SandboxClock clock)
{
    private const string Available = "NewReplicaSetAvailable";

    // By the largest number a Deployment says that it has no deadline.
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(int.MaxValue);

    // Time stamps have seconds only, which is too coarse where ten minutes last five seconds.
    private readonly ConcurrentDictionary<string, (string Figures, DateTimeOffset Since)> progress = new();

    /// <summary>Writes the status.</summary>
    /// <param name="item">The Deployment.</param>
    /// <param name="present">The name of the ReplicaSet of its present template, if there is one.</param>
    /// <returns>When to look again whether the deadline has passed.</returns>
    public TimeSpan? Write(StoredObject item, string? present)
    {
        TimeSpan? later = null;
        store.Update(item.Kind, item.Namespace, item.Name, content => later = Write(content, item, present));
        return later;
    }

    private TimeSpan? Write(JsonObject content, StoredObject item, string? present)
    {
        var sets = store.Owned(ResourceKinds.ReplicaSet, item);
        var replicas = content.Count("spec", "replicas");
        var total = sets.Sum(set => set.Content.Count("status", "replicas"));
        var ready = sets.Sum(set => set.Content.Count("status", "readyReplicas"));
        var updated = sets.Where(set => set.Name == present).Sum(set => set.Content.Count("status", "replicas"));
        var status = content.Ensure("status");
        status["observedGeneration"] = content.Number("metadata", "generation");
        Put(status, "replicas", total);
        Put(status, "updatedReplicas", updated);
        Put(status, "readyReplicas", ready);
        Put(status, "availableReplicas", ready);
        Put(status, "unavailableReplicas", Math.Max(0, Math.Max(total, replicas) - ready));

        var enough = ready >= replicas - (content.Text("spec", "strategy", "type") == "Recreate" ? 0 : replicas / 4);
        Set(status, "Available", enough, enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
            $"Deployment {(enough ? "has" : "does not have")} minimum availability.", touched: false);
        Refused(status, sets.FirstOrDefault(set => set.Name == present));
        var complete = updated == replicas && total == replicas && ready == replicas;
        return Progress(content, status, item, present, complete, $"{present} {total} {updated} {ready}");
    }

    private void Refused(JsonObject status, StoredObject? present)
    {
        if (present?.Content.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == ReplicaSetController.ReplicaFailure) is { } failure)
        {
            Set(status, ReplicaSetController.ReplicaFailure, true, failure.Text("reason") ?? "", failure.Text("message") ?? "", touched: false);
        }
        else if (status.Items("conditions").FirstOrDefault(condition => condition.Text("type") == ReplicaSetController.ReplicaFailure) is { } gone)
        {
            status.EnsureList("conditions").Remove(gone);
        }
    }

    private TimeSpan? Progress(JsonObject content, JsonObject status, StoredObject item, string? present, bool complete, string figures)
    {
        var wanted = TimeSpan.FromSeconds(content.Number("spec", "progressDeadlineSeconds") ?? 600);
        var least = clock.InLife(ClusterTimings.ShortestProgressDeadline);
        var deadline = wanted < least ? least : wanted;
        var before = progress.GetValueOrDefault(item.Uid);
        var known = status.Items("conditions").FirstOrDefault(condition => condition.Text("type") == "Progressing");
        if (!content.Flag("spec", "paused") && known.Text("reason") == Available && known.Text("message") == Progressed(present))
        {
            // Once a rollout has succeeded, a pod that is lost later is no stuck rollout.
            progress[item.Uid] = (figures, clock.Now);
            return null;
        }

        var moved = before.Figures is null ? known is null : before.Figures != figures;
        var since = moved ? clock.Now : before.Figures is null ? known.Time("lastUpdateTime") ?? clock.Now : before.Since;
        progress[item.Uid] = (figures, since);
        if (content.Flag("spec", "paused"))
        {
            Set(status, "Progressing", null, "DeploymentPaused", "Deployment is paused", touched: false);
            return null;
        }

        if (complete)
        {
            Set(status, "Progressing", true, Available, Progressed(present), touched: false);
            return null;
        }

        if (wanted >= Forever)
        {
            Set(status, "Progressing", true, "ReplicaSetUpdated", $"ReplicaSet \"{present}\" is progressing.", moved);
            return null;
        }

        if (clock.Now - since >= clock.Scale(deadline))
        {
            Set(status, "Progressing", false, "ProgressDeadlineExceeded", $"ReplicaSet \"{present}\" has timed out progressing.", touched: false);
            return null;
        }

        Set(status, "Progressing", true, "ReplicaSetUpdated", $"ReplicaSet \"{present}\" is progressing.", moved);
        return deadline;
    }

    private static string Progressed(string? present) => $"ReplicaSet \"{present}\" has successfully progressed.";

    private void Set(JsonObject status, string type, bool? value, string reason, string message, bool touched)
    {
        var conditions = status.EnsureList("conditions");
        var text = value switch { true => "True", false => "False", null => "Unknown" };
        var now = clock.Now.Stamp();
        var known = conditions.OfType<JsonObject>().FirstOrDefault(condition => condition.Text("type") == type);
        if (known is null)
        {
            known = new JsonObject { ["type"] = type, ["lastTransitionTime"] = now };
            conditions.Add(known);
        }
        else if (known.Text("status") == text && known.Text("reason") == reason && known.Text("message") == message && !touched)
        {
            return;
        }

        if (known.Text("status") != text)
        {
            known["lastTransitionTime"] = now;
        }

        known["status"] = text;
        known["lastUpdateTime"] = now;
        known["reason"] = reason;
        known["message"] = message;
    }

    // Kubernetes leaves zeros out.
    private static void Put(JsonObject status, string name, int value)
    {
        if (value == 0)
        {
            status.Remove(name);
        }
        else
        {
            status[name] = value;
        }
    }
}
