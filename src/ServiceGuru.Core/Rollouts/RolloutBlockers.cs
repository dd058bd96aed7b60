using ServiceGuru.Health;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>
/// Picks the findings that end the wait for a rollout. What was broken before the import proves nothing about it: a
/// deployment is often the cure, so pods and conditions of the old image don't count, and graces begin with the wait.
/// </summary>
internal sealed class RolloutBlockers(DateTimeOffset started, DateTimeOffset now, HealthPolicy policy)
{
    /// <summary>Findings that say only that the rollout is not finished: the wait's own time-out is for those.</summary>
    private static readonly IReadOnlyList<string> Symptoms = ["NotEnoughReady", "RolloutUnfinished", "GenerationNotObserved", "NoPods", "NotAvailableYet", "RevisionMismatch", "RunningDigestDiffers"];

    /// <summary>Findings about the workload that hold whatever image it runs.</summary>
    private static readonly IReadOnlyList<string> Always = ["WorkloadMissing", "ReplicasReduced", "OldImage"];

    private static readonly IReadOnlyList<string> Deletion = ["TerminatingStuck", "FinalizerBlocksDeletion", "FailedPreStopHook", "KillPodSandboxError"];

    public IEnumerable<HealthFinding> Of(WorkloadHealth health, RolloutState rollout, IReadOnlySet<string> digests) =>
        health.Findings.Where(finding => finding.Severity != FindingSeverity.Warning && !Symptoms.Contains(finding.Reason) && Counts(finding, rollout, digests));

    private bool Counts(HealthFinding finding, RolloutState rollout, IReadOnlySet<string> digests)
    {
        PodState? pod = rollout.Pods.FirstOrDefault(candidate => finding.Target == $"pod/{candidate.Name}");
        if (pod is null && rollout.Remnants.FirstOrDefault(candidate => finding.Target == $"pod/{candidate.Name}") is { } remnant)
        {
            // Clusters keep pods that nodes turned away or evicted for days; only those of this rollout tell of it.
            return remnant.CreatedAt >= started && IsOver(finding);
        }

        if (pod is null)
        {
            return (Always.Contains(finding.Reason) || rollout.TemplateIsNew) && IsOver(finding);
        }

        // A resumed wait finds the pod that stopped the last one; somebody may just have mended its node.
        if (Deletion.Contains(finding.Reason) || WorkloadImage.Runs(rollout.Definition, pod, digests) || pod.CreatedAt >= started)
        {
            return IsOver(finding);
        }

        // A StatefulSet waits for its broken pods to recover before it replaces them, which the old image may never do.
        return rollout.Definition.Kind == WorkloadKind.StatefulSet && finding.Verdict == HealthVerdict.Unhealthy && now >= started + policy.Grace;
    }

    private bool IsOver(HealthFinding finding) => finding.Severity == FindingSeverity.Terminal
        || (finding.Since is { } since && now >= (since > started ? since : started) + policy.Grace);
}
