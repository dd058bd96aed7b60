namespace ServiceGuru.Health.Rules;

/// <summary>A pod waits for a node.</summary>
internal static class SchedulingRules
{
    public static IReadOnlyList<HealthRule<PodSubject>> All { get; } =
    [
        new("SchedulingGated", HealthLayer.Scheduling, FindingSeverity.Warning, pod => Unscheduled(pod) is { Reason: "SchedulingGated" } condition
            ? Seen(pod, condition, "is held back by a scheduling gate.", pod.Scope.Kubectl($"get pod {pod.Pod.Name} -o jsonpath='{{.spec.schedulingGates}}'"))
            : null),
        new("VolumeClaimMissing", HealthLayer.Scheduling, FindingSeverity.Terminal, pod => Says(pod, "persistentvolumeclaim") is { } condition && Mentions(condition, "not found")
            ? Seen(pod, condition, "needs a volume claim that does not exist.", pod.Scope.Kubectl("get pvc") + " and apply the missing one.")
            : null),
        new("VolumeClaimUnbound", HealthLayer.Scheduling, FindingSeverity.AfterGrace, pod => Says(pod, "persistentvolumeclaim") is { } condition
            ? Seen(pod, condition, "waits for a volume claim to be bound.", pod.Scope.Kubectl("describe pvc"))
            : null),
        new("VolumeNodeConflict", HealthLayer.Scheduling, FindingSeverity.AfterGrace, pod => (Says(pod, "volume node affinity conflict") ?? Says(pod, "max volume count")) is { } condition
            ? Seen(pod, condition, "finds no node that can reach its volumes.", "kubectl get pv: the volume's zone or node must have room for the pod.")
            : null),
        new("InsufficientResources", HealthLayer.Scheduling, FindingSeverity.AfterGrace, pod => Says(pod, "insufficient ") is { } condition
            ? Seen(pod, condition, "finds no node with enough free resources.", "kubectl describe nodes: free something, add a node, or lower the pod's requests.")
            : null),
        new("UntoleratedTaint", HealthLayer.Scheduling, FindingSeverity.AfterGrace, pod => Says(pod, "untolerated taint") is { } condition
            ? Seen(pod, condition, "finds no node whose taints it tolerates.", "kubectl describe nodes: nodes in trouble or under maintenance are tainted; else add a toleration.")
            : null),
        new("AffinityUnsatisfied", HealthLayer.Scheduling, FindingSeverity.AfterGrace, pod => (Says(pod, "affinity") ?? Says(pod, "node selector") ?? Says(pod, "topology spread")) is { } condition
            ? Seen(pod, condition, "finds no node that its affinity or node selector allows.", $"{pod.Describe()}; kubectl get nodes --show-labels")
            : null),
        new("PortsTaken", HealthLayer.Scheduling, FindingSeverity.AfterGrace, pod => Says(pod, "free ports") is { } condition
            ? Seen(pod, condition, "finds no node whose host ports are free.", $"{pod.Describe()}; another pod holds the host port.")
            : null),
        new("Unschedulable", HealthLayer.Scheduling, FindingSeverity.AfterGrace, pod => Unscheduled(pod) is { } condition
            ? Seen(pod, condition, "finds no node.", pod.Describe())
            : null),
        new("NotScheduled", HealthLayer.Scheduling, FindingSeverity.AfterGrace, pod => pod.Pod.Phase == "Pending" && pod.Pod.Node is null && pod.Condition("PodScheduled", "True") is null
            ? new Sighting($"Pod {pod.Pod.Name} has no node, and the scheduler has not said why.") { Since = pod.Pod.CreatedAt, NextAction = pod.Describe() }
            : null),
    ];

    private static ConditionState? Unscheduled(PodSubject pod) => pod.Condition("PodScheduled", "False");

    private static ConditionState? Says(PodSubject pod, string text) =>
        Unscheduled(pod) is { } condition && Mentions(condition, text) ? condition : null;

    private static bool Mentions(ConditionState condition, string text) =>
        condition.Message?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    private static Sighting Seen(PodSubject pod, ConditionState condition, string what, string action) => new($"Pod {pod.Pod.Name} {what}")
    {
        Since = condition.ChangedAt ?? pod.Pod.CreatedAt,
        Cause = condition.Message,
        Evidence = Evidence.Lines(Evidence.Line(condition), pod.Event("FailedScheduling") is { } seen ? Evidence.Line(seen) : null),
        NextAction = action,
    };
}
