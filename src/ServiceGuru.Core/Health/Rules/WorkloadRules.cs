using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.Health.Rules;

/// <summary>A Deployment or StatefulSet is not where it should be.</summary>
internal static class WorkloadRules
{
    /// <summary>States that say why.</summary>
    public static IReadOnlyList<HealthRule<WorkloadSubject>> Causes { get; } =
    [
        new("WorkloadMissing", HealthLayer.Workload, FindingSeverity.Terminal, workload => workload.State is null
            ? new Sighting($"There is no {workload.Target} in namespace {workload.Scope.Namespace}.") { NextAction = $"Apply its manifest; {workload.Scope.Kubectl($"get {workload.Target}")}" }
            : null),
        new("ReplicasReduced", HealthLayer.Workload, FindingSeverity.Terminal, workload => workload.State is { } state && state.Desired < workload.Wanted
            ? new Sighting($"{workload.Target} is scaled to {Quantity.Of(state.Desired, "pod")}, and the definition wants {workload.Wanted}.")
            {
                NextAction = workload.Scope.Kubectl($"scale {workload.Target} --replicas={workload.Wanted}"),
            }
            : null),
        new("ProgressDeadlineExceeded", HealthLayer.Workload, FindingSeverity.Terminal, workload => workload.Condition("Progressing", "False") is { Reason: "ProgressDeadlineExceeded" } condition
            ? Seen($"The rollout of {workload.Target} got stuck: its deadline is over.", condition, workload.Describe())
            : null),
        new("ReplicaFailure", HealthLayer.Workload, FindingSeverity.Terminal, workload => workload.Condition("ReplicaFailure", "True") is { } condition
            ? Seen($"{workload.Target} can't make its pods.", condition, CreationRefusal.NextAction(workload, condition.Message))
            : null),

        // A StatefulSet has no such condition, only events.
        new("FailedCreate", HealthLayer.Workload, FindingSeverity.Terminal, workload => FailedCreate(workload) is { } seen && workload.Condition("ReplicaFailure", "True") is null
            ? new Sighting($"{workload.Target} can't make its pods.")
            {
                Since = seen.FirstSeen ?? seen.LastSeen,
                Cause = seen.Message,
                Evidence = [Evidence.Line(seen)],
                NextAction = CreationRefusal.NextAction(workload, seen.Message),
            }
            : null),
        new("RolloutPaused", HealthLayer.Workload, FindingSeverity.Warning, workload => workload.State is { Paused: true } state
            ? new Sighting($"The rollout of {workload.Target} is paused.")
            {
                Severity = state.Updated < state.Desired ? FindingSeverity.Terminal : null,
                Since = workload.Condition("Progressing", "Unknown")?.ChangedAt,
                Evidence = [Counts(state)],
                NextAction = workload.Scope.Kubectl($"rollout resume {workload.Target}"),
            }
            : null),
        new("GenerationNotObserved", HealthLayer.Workload, FindingSeverity.AfterGrace, workload => workload.State is { } state && state.ObservedGeneration < state.Generation
            ? new Sighting($"{workload.Target} was changed, and its controller has not looked at it yet.")
            {
                Evidence = [$"generation {state.Generation}, observed {state.ObservedGeneration}"],
                NextAction = $"{workload.Describe()}; if it lasts, the cluster's controller manager is down.",
            }
            : null),
        new("OldImage", HealthLayer.Image, FindingSeverity.AfterGrace, OldImage),
        .. ReleasedDigestRules.All,
        .. StatefulSetRules.Causes,
    ];

    /// <summary>States that only repeat what a pod's own finding explains, if there is one.</summary>
    public static IReadOnlyList<HealthRule<WorkloadSubject>> Symptoms { get; } =
    [
        new("NotEnoughReady", HealthLayer.Workload, FindingSeverity.AfterGrace, workload => workload.State is { } state && state.Ready < state.Desired
            ? new Sighting($"{workload.Target} has {state.Ready} of {state.Desired} pods Ready.")
            {
                Since = workload.Condition("Available", "False")?.ChangedAt ?? UnreadySince(workload),
                Evidence = [Counts(state)],
                NextAction = workload.Describe(),
            }
            : null),
        .. StatefulSetRules.Symptoms,
        new("NoPods", HealthLayer.Workload, FindingSeverity.AfterGrace, workload => workload is { State: { Desired: > 0 } state, Pods.Count: 0 }
            ? new Sighting($"{workload.Target} has no pod at all: none has its labels.")
            {
                Since = workload.Condition("Available", "False")?.ChangedAt,
                Evidence = [Counts(state), $"selector {string.Join(',', state.Selector.Select(label => $"{label.Key}={label.Value}"))}"],
                NextAction = workload.Describe(),
            }
            : null),
        new("NotAvailableYet", HealthLayer.Workload, FindingSeverity.AfterGrace, workload => workload.State is { } state && state.Ready >= state.Desired && state.Available < state.Desired
            ? new Sighting($"{workload.Target} has {state.Available} of {state.Desired} pods available: the others have not been Ready for {Duration.Format(state.MinReady)} yet (minReadySeconds).")
            {
                Since = workload.Pods.Select(pod => pod.Conditions.FirstOrDefault(condition => condition is { Type: "Ready", Status: "True" })?.ChangedAt).Max() + state.MinReady,
                Evidence = [Counts(state)],
                NextAction = workload.Describe(),
            }
            : null),
        new("RolloutUnfinished", HealthLayer.Workload, FindingSeverity.AfterGrace, workload => workload.State is { } state && (state.Updated < state.Due || state.Current > state.Desired)
            ? new Sighting($"The rollout of {workload.Target} is not finished: {Quantity.Of(state.Updated, "pod")} of {state.Desired} updated, {state.Current} in all.")
            {
                // A StatefulSet doesn't tell when it last got further; its pods do.
                Since = workload.Condition("Progressing", "True")?.UpdatedAt ?? StatefulSetRules.LastStep(workload),
                Evidence = [Counts(state)],
                NextAction = workload.Scope.Kubectl($"rollout status {workload.Target}"),
            }
            : null),
    ];

    private static Sighting? OldImage(WorkloadSubject workload)
    {
        if (workload.State is not { } state || workload.Stream?.Digest is not { } wanted
            || WorkloadImage.Digest(WorkloadImage.InTemplate(workload.Definition, state)) is not { } template || template == wanted)
        {
            return null;
        }

        var digests = new HashSet<string>(StringComparer.Ordinal) { wanted };
        return workload.Pods.Any(pod => WorkloadImage.Runs(workload.Definition, pod, digests))
            ? null
            : new Sighting($"{workload.Target} does not run the image that its image stream {workload.Definition.ImageStream} has.")
            {
                Since = workload.Stream.ImportedAt,
                Cause = "The image stream moved on, and the workload's template did not follow.",
                Evidence = [$"template {template}", $"image stream {wanted}"],
                NextAction = $"Look at the annotation image.openshift.io/triggers: {workload.Scope.Kubectl($"get {workload.Target} -o yaml")}",
            };
    }

    private static ClusterEvent? FailedCreate(WorkloadSubject workload) => workload.State is { } state && state.Current < state.Desired
        ? workload.Events.FirstOrDefault(seen => seen.Reason == "FailedCreate" && workload.Scope.Now - seen.LastSeen < workload.Scope.Policy.Grace)
        : null;

    private static DateTimeOffset? UnreadySince(WorkloadSubject workload) => workload.Pods
        .Where(pod => pod is { Ready: false, DeletionDeadline: null })
        .Select(pod => pod.Conditions.FirstOrDefault(condition => condition.Type == "Ready")?.ChangedAt ?? pod.CreatedAt)
        .Cast<DateTimeOffset?>()
        .Min();

    private static Sighting Seen(string message, ConditionState condition, string action) => new(message)
    {
        Since = condition.ChangedAt,
        Cause = condition.Message,
        Evidence = [Evidence.Line(condition)],
        NextAction = action,
    };

    private static string Counts(WorkloadState state) =>
        $"{state.Desired} wanted, {state.Updated} updated, {state.Ready} ready, {state.Available} available, {state.Current} in all";
}
