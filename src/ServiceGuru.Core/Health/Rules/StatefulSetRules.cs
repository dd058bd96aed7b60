using ServiceGuru.Services;

namespace ServiceGuru.Health.Rules;

/// <summary>A StatefulSet's rollout is held back or stuck.</summary>
internal static class StatefulSetRules
{
    /// <summary>The label with which the controller marks a pod's revision.</summary>
    private const string Revision = "controller-revision-hash";

    /// <summary>States that say why.</summary>
    public static IReadOnlyList<HealthRule<WorkloadSubject>> Causes { get; } =
    [
        new("RolloutPartitioned", HealthLayer.Workload, FindingSeverity.Warning, workload => Changing(workload) is { Partition: > 0, OnDelete: false } state && Old(workload).Any()
            ? new Sighting($"{workload.Target} keeps its old template below ordinal {state.Partition} (partition).")
            {
                Evidence = [Revisions(state), $"old pods: {Names(Old(workload))}"],
                NextAction = workload.Scope.Kubectl($"patch {workload.Target} --type merge -p '{{\"spec\":{{\"updateStrategy\":{{\"rollingUpdate\":{{\"partition\":0}}}}}}}}'"),
            }
            : null),
        new("UpdateOnDelete", HealthLayer.Workload, FindingSeverity.Terminal, workload => Changing(workload) is { OnDelete: true } state && Old(workload).Any()
            ? new Sighting($"{workload.Target} runs its old template: its update strategy is OnDelete.")
            {
                Cause = "With OnDelete a pod is replaced only when somebody deletes it.",
                Evidence = [Revisions(state), $"old pods: {Names(Old(workload))}"],
                NextAction = string.Join("; ", Old(workload).Select(pod => workload.Scope.Kubectl($"delete pod {pod.Name}"))),
            }
            : null),

        // The controller waits for a broken pod to become Ready before it replaces it, also when the new template is its cure (kubernetes#67250).
        new("StuckOrdinal", HealthLayer.Workload, FindingSeverity.AfterGrace, workload => Changing(workload) is { OnDelete: false } state
            && Old(workload).Where(pod => !pod.Ready && Ordinal(pod) >= state.Partition).MaxBy(Ordinal) is { } stuck
                ? new Sighting($"The rollout of {workload.Target} waits for pod {stuck.Name}, which has the old template and is not Ready.")
                {
                    Since = stuck.Conditions.FirstOrDefault(condition => condition.Type == "Ready")?.ChangedAt ?? stuck.CreatedAt,
                    Cause = "A StatefulSet doesn't replace a broken pod by itself, even when its template is right again.",
                    Evidence = [Revisions(state), $"pod/{stuck.Name}: revision {stuck.Labels.GetValueOrDefault(Revision)}"],
                    NextAction = workload.Scope.Kubectl($"delete pod {stuck.Name}"),
                }
                : null),
    ];

    /// <summary>States that its pods may explain.</summary>
    public static IReadOnlyList<HealthRule<WorkloadSubject>> Symptoms { get; } =
    [
        new("RevisionMismatch", HealthLayer.Workload, FindingSeverity.AfterGrace, workload => Changing(workload) is { OnDelete: false } state
            && Old(workload).Where(pod => Ordinal(pod) >= state.Partition).ToList() is { Count: > 0 } old && state.Updated >= state.Due
                ? new Sighting($"{workload.Target} counts its rollout as finished, but {Names(old)} still has the old revision.")
                {
                    Since = LastStep(workload),
                    Evidence = [Revisions(state)],
                    NextAction = string.Join("; ", old.Select(pod => workload.Scope.Kubectl($"delete pod {pod.Name}"))),
                }
                : null),
    ];

    /// <summary>When its rollout last got further: when the youngest of its new pods came or became Ready.</summary>
    public static DateTimeOffset? LastStep(WorkloadSubject workload) => workload.State?.Kind != WorkloadKind.StatefulSet ? null : workload.Pods
        .Select(pod => pod.Conditions.FirstOrDefault(condition => condition is { Type: "Ready", Status: "True" })?.ChangedAt ?? pod.CreatedAt)
        .Cast<DateTimeOffset?>()
        .Max();

    private static WorkloadState? Changing(WorkloadSubject workload) =>
        workload.State is { Kind: WorkloadKind.StatefulSet, UpdateRevision: not null } state ? state : null;

    private static IEnumerable<PodState> Old(WorkloadSubject workload) => workload.Pods.Where(pod =>
        pod.DeletionDeadline is null && pod.Labels.GetValueOrDefault(Revision) is { } revision && revision != workload.State!.UpdateRevision);

    private static int Ordinal(PodState pod) =>
        int.TryParse(pod.Name.AsSpan(pod.Name.LastIndexOf('-') + 1), System.Globalization.CultureInfo.InvariantCulture, out int ordinal) ? ordinal : 0;

    private static string Names(IEnumerable<PodState> pods) => string.Join(", ", pods.Select(pod => pod.Name).Order(StringComparer.Ordinal));

    private static string Revisions(WorkloadState state) => $"newest revision {state.UpdateRevision}, current revision {state.CurrentRevision}";
}
