using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>
/// Says of autoscalers what a cluster says that has no metrics API, as this one hasn't
/// (https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/).
/// </summary>
internal sealed class AutoscalerController(ObjectStore store, SandboxClock clock) : IController
{
    private const string NoMetrics =
        "the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: "
        + "unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)";

    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.HorizontalPodAutoscaler;

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        var target = ResourceKinds.All.FirstOrDefault(kind => kind.Scales && kind.Kind == item.Content.Text("spec", "scaleTargetRef", "kind"));
        var scaled = target is null ? null : store.Find(target, item.Namespace, item.Content.Text("spec", "scaleTargetRef", "name") ?? "");
        store.Update(Kind, item.Namespace, item.Name, content =>
        {
            var since = content.Items("status", "conditions").FirstOrDefault()?.Text("lastTransitionTime") ?? clock.Now.Stamp();
            content["status"] = new JsonObject
            {
                ["currentReplicas"] = scaled?.Content.Count("status", "replicas") ?? 0,
                ["desiredReplicas"] = 0,
                ["currentMetrics"] = null,
                ["conditions"] = new JsonArray(
                    scaled is null
                        ? Condition("AbleToScale", false, "FailedGetScale", "the HPA controller was unable to get the target's current scale", since)
                        : Condition("AbleToScale", true, "SucceededGetScale", "the HPA controller was able to get the target's current scale", since),
                    Condition("ScalingActive", false, "FailedGetResourceMetric", NoMetrics, since)),
            };
        });
        return null;
    }

    private static JsonObject Condition(string type, bool value, string reason, string message, string since) => new()
    {
        ["type"] = type,
        ["status"] = value ? "True" : "False",
        ["reason"] = reason,
        ["message"] = message,
        ["lastTransitionTime"] = since,
    };
}
