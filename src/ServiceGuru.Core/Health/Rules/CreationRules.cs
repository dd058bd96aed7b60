namespace ServiceGuru.Health.Rules;

/// <summary>A pod is on its node, and its sandbox, volumes or containers are not there yet.</summary>
internal static class CreationRules
{
    public static IReadOnlyList<HealthRule<PodSubject>> All { get; } =
    [
        .. VolumeRules.All,
        new("FailedCreatePodSandBox", HealthLayer.Creation, FindingSeverity.AfterGrace, pod => IsStarting(pod) && pod.Event("FailedCreatePodSandBox") is { } seen
            ? FromEvent(pod, seen, $"Pod {pod.Pod.Name} gets no sandbox from its node {pod.Pod.Node}.", pod.Describe())
            : null),
        new("StuckCreating", HealthLayer.Creation, FindingSeverity.AfterGrace, pod => IsStarting(pod) && !pod.Pod.Containers.Any(IsPastCreation)
            ? new Sighting($"Pod {pod.Pod.Name} is on node {pod.Pod.Node}, and its containers are still being made.")
            {
                Since = pod.PlacedAt,
                Evidence = [.. pod.Events.Where(seen => seen.Type == "Warning").Take(3).Select(Evidence.Line)],
                NextAction = pod.Describe(),
            }
            : null),
    ];

    /// <summary>Events outlive what they tell of, so they count only while a container still waits to be made.</summary>
    internal static bool IsStarting(PodSubject pod) => pod.Pod is { Phase: "Pending", Node: not null, DeletionDeadline: null }
        && (pod.Pod.Containers.Count == 0 || pod.Pod.Containers.Any(IsBeingMade));

    internal static Sighting FromEvent(PodSubject pod, ClusterEvent seen, string message, string action) => new(message)
    {
        Since = seen.FirstSeen ?? pod.PlacedAt,
        Cause = seen.Message,
        Evidence = [Evidence.Line(seen)],
        NextAction = action,
    };

    private static bool IsBeingMade(ContainerState container) =>
        container is { Phase: ContainerPhase.Waiting, Reason: null or "ContainerCreating" or "PodInitializing" };

    private static bool IsPastCreation(ContainerState container) => !IsBeingMade(container);
}
