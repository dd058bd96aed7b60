using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Health.Rules.Around;

/// <summary>A DaemonSet does not run where it should.</summary>
internal static class DaemonSetRules
{
    public static IReadOnlyList<HealthRule<AroundSubject<DaemonSetState>>> All { get; } =
    [
        new("DaemonSetUnavailable", HealthLayer.Workload, FindingSeverity.AfterGrace, set => set.State.Available < set.State.Desired
            ? Seen(set, $"{set.Target} is available on {set.State.Available} of {set.State.Desired} nodes.")
            : null),
        new("DaemonSetOutdated", HealthLayer.Workload, FindingSeverity.AfterGrace, set => set.State.Updated < set.State.Desired
            ? Seen(set, $"{set.Target} runs its newest template on {set.State.Updated} of {set.State.Desired} nodes.") with
            {
                Severity = set.State.OnDelete ? FindingSeverity.Terminal : null,
                Cause = set.State.OnDelete ? "Its update strategy is OnDelete: a pod is replaced only when somebody deletes it." : null,
                NextAction = set.State.OnDelete ? $"Delete its old pods one by one: {set.Scope.Kubectl("delete pod NAME")}" : set.Scope.Kubectl($"rollout status {set.Target}"),
            }
            : null),
        new("DaemonSetMisscheduled", HealthLayer.Workload, FindingSeverity.Warning, set => set.State.Misscheduled > 0
            ? Seen(set, $"{set.Target} runs on {set.State.Misscheduled} nodes on which it should not.") with
            {
                NextAction = $"{set.Describe()}; look at its node selector and at the taints of the nodes.",
            }
            : null),
        new("DaemonSetNotObserved", HealthLayer.Workload, FindingSeverity.AfterGrace, set => set.State.ObservedGeneration < set.State.Generation
            ? Seen(set, $"{set.Target} was changed, and its controller has not looked at it yet.") with
            {
                NextAction = $"{set.Describe()}; if it lasts, the cluster's controller manager is down.",
            }
            : null),
    ];

    private static Sighting Seen(AroundSubject<DaemonSetState> set, string message)
    {
        ClusterEvent? refused = set.Event("FailedCreate", "FailedDaemonPod");
        return new Sighting(message)
        {
            Since = set.View.Owned(set.Kind, set.Name).Where(pod => !pod.Ready)
                .Select(pod => pod.Conditions.FirstOrDefault(condition => condition.Type == "Ready")?.ChangedAt ?? pod.CreatedAt)
                .Cast<DateTimeOffset?>().Min() ?? refused?.FirstSeen,
            Cause = refused?.Message,
            Evidence = Evidence.Lines(
                $"{set.State.Desired} wanted, {set.State.Updated} updated, {set.State.Ready} ready, {set.State.Available} available, {set.State.Misscheduled} misscheduled",
                refused is null ? null : Evidence.Line(refused)),
            NextAction = set.Describe(),
        };
    }
}
