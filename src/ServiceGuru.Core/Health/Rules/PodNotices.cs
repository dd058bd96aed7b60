namespace ServiceGuru.Health.Rules;

/// <summary>What is worth knowing of a pod beside whatever else is said of it.</summary>
internal static class PodNotices
{
    public static IReadOnlyList<HealthRule<PodSubject>> PullSecret { get; } =
    [
        new("FailedToRetrieveImagePullSecret", HealthLayer.Image, FindingSeverity.Warning, pod =>
            pod.Event("FailedToRetrieveImagePullSecret") is { } seen && pod.Scope.Now - seen.LastSeen < pod.Scope.Policy.Window
                ? new Sighting($"Pod {pod.Pod.Name} names an image pull secret that does not exist: pulls of private images will fail.")
                {
                    Since = seen.FirstSeen ?? seen.LastSeen,
                    Cause = seen.Message,
                    Evidence = [Evidence.Line(seen)],
                    NextAction = $"Apply the secret, or remove it from the service account: {pod.Scope.Kubectl("get secrets,serviceaccounts")}",
                }
                : null),
    ];

    public static IReadOnlyList<HealthRule<PodSubject>> Preempting { get; } =
    [
        new("Preempting", HealthLayer.Scheduling, FindingSeverity.Warning, pod => pod.Pod is { NominatedNode: { } node, Node: null }
            ? new Sighting($"Pod {pod.Pod.Name} waits until pods of lower priority have ended on node {node}.")
            {
                Since = pod.Pod.CreatedAt,
                Evidence = Evidence.Lines($"nominated node {node}", pod.Event("Preempted", "Preempting") is { } seen ? Evidence.Line(seen) : null),
                NextAction = pod.Describe(),
            }
            : null),
    ];
}
