namespace ServiceGuru.Health.Rules;

/// <summary>A pod ended, was lost, or does not end.</summary>
internal static class EndRules
{
    /// <summary>Reasons with which a kubelet turns a pod away for good.</summary>
    private static readonly IReadOnlyList<string> Rejections =
        ["UnexpectedAdmissionError", "OutOfcpu", "OutOfmemory", "OutOfephemeral-storage", "OutOfpods", "NodeAffinity", "NodePorts", "InvalidNodeInfo"];

    public static IReadOnlyList<HealthRule<PodSubject>> All { get; } =
    [
        new("FinalizerBlocksDeletion", HealthLayer.End, FindingSeverity.AfterGrace, pod => IsOverdue(pod) && pod.Pod.Finalizers.Count > 0
            ? Overdue(pod, $"a finalizer holds it: {string.Join(", ", pod.Pod.Finalizers)}",
                $"Let the finalizer's controller finish; {pod.Scope.Kubectl($"get pod {pod.Pod.Name} -o jsonpath='{{.metadata.finalizers}}'")}")
            : null),
        Stopping("FailedPreStopHook", "its preStop hook fails", "FailedPreStopHook"),
        Stopping("KillPodSandboxError", "its node can't end its sandbox", "FailedKillPod", "KillPodSandboxError"),
        new("TerminatingStuck", HealthLayer.End, FindingSeverity.AfterGrace, pod => IsOverdue(pod)
            ? Overdue(pod, "its deadline is over", pod.Scope.Kubectl($"delete pod {pod.Pod.Name} --force --grace-period=0"))
            : null),
        new("NodeLost", HealthLayer.End, FindingSeverity.AfterGrace, pod => pod.Pod.Phase == "Unknown" || pod.Pod.Reason == "NodeLost"
            ? Ended(pod, $"Node {pod.Pod.Node} does not answer, so nobody knows how pod {pod.Pod.Name} is.", $"kubectl describe node {pod.Pod.Node}") with
            {
                Since = pod.Condition("Ready", "Unknown")?.ChangedAt ?? pod.Condition("Ready", "False")?.ChangedAt ?? pod.Pod.CreatedAt,
            }
            : null),
        Failed("Evicted", "was evicted from its node", "Evicted"),
        Failed("NodeShutdown", "ended because its node was shut down", "NodeShutdown", "Shutdown", "Terminated"),
        Failed("Preempted", "had to make room for a pod of higher priority", "Preempting", "Preempted"),
        Failed("DeadlineExceeded", "ran longer than it may (activeDeadlineSeconds)", "DeadlineExceeded"),
        new("PodRejected", HealthLayer.End, FindingSeverity.Terminal, pod => pod.Pod.Phase == "Failed" && Rejections.Contains(pod.Pod.Reason ?? string.Empty)
            ? Ended(pod, $"Node {pod.Pod.Node} turned pod {pod.Pod.Name} away ({pod.Pod.Reason}).", pod.Scope.Kubectl($"delete pod {pod.Pod.Name}"))
            : null),
        new("PodFailed", HealthLayer.End, FindingSeverity.AfterGrace, pod => pod.Pod.Phase == "Failed"
            ? WithLog(pod, Ended(pod, $"Pod {pod.Pod.Name} failed{(pod.Pod.Reason is null ? string.Empty : $" ({pod.Pod.Reason})")}.", pod.Describe()))
            : null),
        new("PodCompleted", HealthLayer.End, FindingSeverity.AfterGrace, pod => pod.Pod.Phase == "Succeeded"
            ? WithLog(pod, Ended(pod, $"Pod {pod.Pod.Name} ended as if its work were done, and it should go on running.", pod.Describe()))
            : null),
    ];

    /// <summary>While the deadline is not over the node goes on trying; after it the pod is stuck, whatever the reason.</summary>
    private static HealthRule<PodSubject> Stopping(string reason, string why, params string[] events) =>
        new(reason, HealthLayer.End, FindingSeverity.AfterGrace, pod => pod.Pod.DeletionDeadline is not null && !IsOverdue(pod)
            && events.Select(name => pod.Event(name)).FirstOrDefault(seen => seen is not null) is { } seen
                ? new Sighting($"Pod {pod.Pod.Name} was deleted and has trouble to end: {why}.")
                {
                    Since = seen.FirstSeen ?? seen.LastSeen,
                    Cause = seen.Message,
                    Evidence = [Evidence.Line(seen)],
                    NextAction = pod.Describe(),
                }
                : null);

    private static HealthRule<PodSubject> Failed(string reason, string what, params string[] reasons) =>
        new(reason, HealthLayer.End, FindingSeverity.AfterGrace, pod => pod.Pod.Phase == "Failed" && reasons.Contains(pod.Pod.Reason)
            ? Ended(pod, $"Pod {pod.Pod.Name} {what}.", pod.Scope.Kubectl($"delete pod {pod.Pod.Name}"))
            : null);

    /// <summary>Adds the container that ended, the one that failed before others, and how.</summary>
    private static Sighting WithLog(PodSubject pod, Sighting seen) => pod.Pod.Containers
        .Where(container => container.Phase == ContainerPhase.Terminated)
        .OrderByDescending(container => container.ExitCode is not (null or 0))
        .ThenBy(container => container.Init)
        .Select(container => new ContainerSubject(pod, container))
        .FirstOrDefault() is { } ended
            ? seen with { Evidence = [.. seen.Evidence, ended.State()], NextAction = ended.ReadLog(), Log = ended.Log }
            : seen;

    private static bool IsOverdue(PodSubject pod) => pod.Pod.DeletionDeadline is { } deadline && pod.Scope.Now > deadline;

    private static Sighting Overdue(PodSubject pod, string why, string action)
    {
        bool lost = pod.Pod.Phase == "Unknown" || pod.Condition("Ready", "Unknown") is not null;
        return new Sighting($"Pod {pod.Pod.Name} was deleted and does not end: {why}.")
        {
            Since = pod.Pod.DeletionDeadline,
            Cause = Hint(pod)?.Message ?? pod.Pod.Message ?? (lost ? $"Its node {pod.Pod.Node} does not answer." : null),
            Evidence = Evidence.Lines(
                FormattableString.Invariant($"deletion deadline {pod.Pod.DeletionDeadline:yyyy-MM-dd HH:mm:ss}Z, node {pod.Pod.Node}"),
                Hint(pod) is { } seen ? Evidence.Line(seen) : null),
            NextAction = lost && pod.OfStatefulSet ? $"Make sure that node {pod.Pod.Node} is really gone, since two pods with one name may not run; then {action}" : action,
        };
    }

    private static ClusterEvent? Hint(PodSubject pod) =>
        pod.Event("FailedPreStopHook") ?? pod.Event("FailedKillPod") ?? pod.Event("KillPodSandboxError") ?? pod.Event("NodeNotReady");

    /// <summary>What is left of a pod whose place another one has taken is only worth knowing.</summary>
    private static Sighting Ended(PodSubject pod, string message, string action) => new(message)
    {
        Severity = pod.Replaced ? FindingSeverity.Warning : null,
        Since = pod.Pod.Containers.Max(container => container.FinishedAt) ?? pod.Condition("DisruptionTarget", "True")?.ChangedAt ?? pod.Pod.CreatedAt,
        Cause = pod.Pod.Message,
        Evidence = Evidence.Lines($"pod phase {pod.Pod.Phase}{(pod.Pod.Reason is null ? string.Empty : $", reason {pod.Pod.Reason}")}", pod.Event(pod.Pod.Reason ?? "-") is { } seen ? Evidence.Line(seen) : null),
        NextAction = action,
    };
}
