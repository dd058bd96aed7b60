using System.Globalization;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>Counts how many pods may be evicted (https://kubernetes.io/docs/tasks/run-application/configure-pdb/).</summary>
internal sealed class BudgetController(ObjectStore store, SandboxClock clock) : IController
{
    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.PodDisruptionBudget;

    /// <inheritdoc/>
    public IEnumerable<StoredObject> Concerned(StoreChange change) => change.Object.Kind == ResourceKinds.Pod
        ? store.List(Kind, change.Object.Namespace).Objects.Where(budget => Selects(budget.Content, change.Object))
        : [];

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        var pods = store.List(ResourceKinds.Pod, item.Namespace).Objects.Where(pod => pod.IsActive() && Selects(item.Content, pod)).ToList();
        store.Update(Kind, item.Namespace, item.Name, content => Write(content, pods));
        return null;
    }

    private void Write(JsonObject content, List<StoredObject> pods)
    {
        var expected = pods.Count;
        var healthy = pods.Count(pod => pod.IsReady());
        var desired = content.At("spec", "minAvailable") is { } least
            ? Share(least, expected)
            : expected - Share(content.At("spec", "maxUnavailable"), expected);
        var allowed = Math.Max(0, healthy - desired);
        var before = content.Items("status", "conditions").FirstOrDefault();
        var text = allowed > 0 ? "True" : "False";
        content["status"] = new JsonObject
        {
            ["currentHealthy"] = healthy,
            ["desiredHealthy"] = desired,
            ["disruptionsAllowed"] = allowed,
            ["expectedPods"] = expected,
            ["observedGeneration"] = content.Number("metadata", "generation"),
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "DisruptionAllowed",
                ["status"] = text,
                ["reason"] = allowed > 0 ? "SufficientPods" : "InsufficientPods",
                ["message"] = "",
                ["observedGeneration"] = content.Number("metadata", "generation"),
                ["lastTransitionTime"] = before.Text("status") == text ? before.Text("lastTransitionTime") : clock.Now.Stamp(),
            }),
        };
    }

    private static int Share(JsonNode? value, int all) => value?.ToString() switch
    {
        null => 0,
        { } text when text.EndsWith('%') => (int)Math.Ceiling(int.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture) * all / 100.0),
        { } text => int.Parse(text, CultureInfo.InvariantCulture),
    };

    private static bool Selects(JsonObject budget, StoredObject pod) =>
        budget.At("spec", "selector", "matchLabels") is JsonObject { Count: > 0 } labels && labels.All(label => label.Value?.ToString() == pod.Label(label.Key));
}
