namespace ServiceGuru.Health.Rules;

/// <summary>A pod runs and is not Ready, or its probes fail now and then.</summary>
internal static class ProbeRules
{
    public static IReadOnlyList<HealthRule<PodSubject>> All { get; } =
    [
        Probe("StartupProbeFailed", "Startup probe", "does not pass its startup probe"),
        Probe("LivenessProbeFailed", "Liveness probe", "does not pass its liveness probe"),
        Probe("ReadinessProbeFailed", "Readiness probe", "does not pass its readiness probe"),
        new("ProbeError", HealthLayer.Probes, FindingSeverity.AfterGrace, pod => IsUnready(pod) && pod.Event("ProbeError") is { } seen
            ? Unready(pod, $"A probe of pod {pod.Pod.Name} can't be carried out.", seen)
            : null),
        new("ReadinessGateFalse", HealthLayer.Probes, FindingSeverity.AfterGrace, pod => IsUnready(pod) && pod.Condition("ContainersReady", "True") is not null
            ? Unready(pod, $"All containers of pod {pod.Pod.Name} are ready, but a readiness gate of it is not.", null)
            : null),
        new("NotReady", HealthLayer.Probes, FindingSeverity.AfterGrace, pod => IsUnready(pod)
            ? Unready(pod, $"Pod {pod.Pod.Name} runs and is not Ready.", null)
            : null),
        new("LivenessProbeFlapping", HealthLayer.Probes, FindingSeverity.Warning, pod =>
            pod.Pod.Ready && pod.Event("Unhealthy", "Liveness probe") is { } seen && pod.Scope.Now - seen.LastSeen < pod.Scope.Policy.Grace
                ? new Sighting($"Pod {pod.Pod.Name} is Ready, but its liveness probe failed just now.")
                {
                    Since = seen.LastSeen,
                    Cause = seen.Message,
                    Evidence = [Evidence.Line(seen)],
                    NextAction = pod.Describe(),
                }
                : null),
    ];

    private static HealthRule<PodSubject> Probe(string reason, string probe, string what) =>
        new(reason, HealthLayer.Probes, FindingSeverity.AfterGrace, pod => IsUnready(pod) && IsNewest(pod, probe) is { } seen
            ? Unready(pod, $"Pod {pod.Pod.Name} {what}.", seen)
            : null);

    private static ClusterEvent? IsNewest(PodSubject pod, string probe) =>
        pod.Event("Unhealthy") is { } seen && seen.Message.StartsWith(probe, StringComparison.OrdinalIgnoreCase) ? seen : null;

    private static bool IsUnready(PodSubject pod) => pod.Pod is { Phase: "Running", Ready: false };

    private static Sighting Unready(PodSubject pod, string message, ClusterEvent? seen)
    {
        ConditionState? condition = pod.Condition("Ready", "False");
        ContainerState? container = pod.Pod.Containers.FirstOrDefault(candidate => candidate is { Ready: false, Init: false });
        return new Sighting(message)
        {
            Since = condition?.ChangedAt ?? pod.PlacedAt,
            Cause = seen?.Message ?? condition?.Message,
            Evidence = Evidence.Lines(condition is null ? null : Evidence.Line(condition), seen is null ? null : Evidence.Line(seen)),
            NextAction = container is null ? pod.Describe() : pod.Scope.Kubectl($"logs {pod.Pod.Name} -c {container.Name}"),
            Log = container is null ? null : new ContainerReference(pod.Pod.Name, container.Name, Previous: false),
        };
    }
}
