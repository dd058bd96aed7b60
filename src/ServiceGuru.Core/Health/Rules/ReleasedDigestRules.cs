namespace ServiceGuru.Health.Rules;

/// <summary>A rollout counts as finished, and a pod runs something else than what was released.</summary>
internal static class ReleasedDigestRules
{
    public static IReadOnlyList<HealthRule<WorkloadSubject>> All { get; } =
    [
        new("RunningDigestDiffers", HealthLayer.Image, FindingSeverity.Terminal, Differs),
    ];

    /// <summary>
    /// The image stream says what was released. While the template or the rollout lags behind, other rules speak. Only a
    /// template that names the digest can be compared: for a tag a pod may report its own architecture's image.
    /// </summary>
    private static Sighting? Differs(WorkloadSubject workload)
    {
        if (workload.State is not { OnDelete: false, Partition: 0 } state || workload.Stream?.Digest is not { } released
            || WorkloadImage.Digest(WorkloadImage.InTemplate(workload.Definition, state)) != released
            || state.Updated < state.Desired || state.Current > state.Desired || state.ObservedGeneration < state.Generation)
        {
            return null;
        }

        HashSet<string> digests = new(StringComparer.Ordinal) { released };
        List<PodState> others = [.. workload.Pods.Where(pod => pod is { Phase: "Running", DeletionDeadline: null }
            && WorkloadImage.InPod(workload.Definition, pod) is { Digest: not null } && !WorkloadImage.Runs(workload.Definition, pod, digests))];
        return others.Count == 0 ? null : new Sighting($"{others[0].Name} of {workload.Target} does not run the image that was released.")
        {
            Evidence = [$"released {released}", .. others.Select(pod => $"pod/{pod.Name}: {WorkloadImage.InPod(workload.Definition, pod)!.Image}, runs {WorkloadImage.InPod(workload.Definition, pod)!.Digest}")],
            NextAction = string.Join("; ", others.Select(pod => workload.Scope.Kubectl($"delete pod {pod.Name}"))),
        };
    }
}
