using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// Reads DaemonSets, HorizontalPodAutoscalers (autoscaling/v2) and PodDisruptionBudgets (policy/v1)
/// (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/daemon-set-v1/, …/horizontal-pod-autoscaler-v2/,
/// https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/pod-disruption-budget-v1/).
/// </summary>
internal static class ControllerReading
{
    /// <summary>Reads a DaemonSet.</summary>
    public static DaemonSetState DaemonSet(JsonElement item) => new()
    {
        Name = item.NeedText("metadata", "name"),
        Desired = item.Count("status", "desiredNumberScheduled"),
        Updated = item.Count("status", "updatedNumberScheduled"),
        Ready = item.Count("status", "numberReady"),
        Available = item.Count("status", "numberAvailable"),
        Misscheduled = item.Count("status", "numberMisscheduled"),
        Generation = item.Number("metadata", "generation") ?? 0,
        ObservedGeneration = item.Number("status", "observedGeneration") ?? 0,
        OnDelete = item.Text("spec", "updateStrategy", "type") == "OnDelete",
    };

    /// <summary>Reads a HorizontalPodAutoscaler.</summary>
    public static AutoscalerState Autoscaler(JsonElement item) => new()
    {
        Name = item.NeedText("metadata", "name"),
        Scales = $"{item.TextOrNull("spec", "scaleTargetRef", "kind")?.ToLowerInvariant()}/{item.TextOrNull("spec", "scaleTargetRef", "name")}",
        Maximum = item.Count("spec", "maxReplicas"),
        Current = item.Count("status", "currentReplicas"),
        Desired = item.Count("status", "desiredReplicas"),
        Conditions = ConditionReading.Conditions(item),
    };

    /// <summary>Reads a PodDisruptionBudget.</summary>
    public static DisruptionBudgetState DisruptionBudget(JsonElement item) => new(
        item.NeedText("metadata", "name"),
        item.Count("status", "disruptionsAllowed"),
        item.Count("status", "currentHealthy"),
        item.Count("status", "desiredHealthy"),
        item.Count("status", "expectedPods"));
}
