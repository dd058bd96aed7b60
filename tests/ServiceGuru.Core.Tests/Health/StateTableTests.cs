using ServiceGuru.Health.Rules;
using ServiceGuru.Health.Rules.Around;

namespace ServiceGuru.Health;

/// <summary>
/// The table of states that a health check must know, and the rule that finds each: a state without rule is seen here, and
/// so is a rule that belongs to no state.
/// </summary>
public sealed class StateTableTests
{
    private const string T = "terminal now";
    private const string G = "after grace";
    private const string W = "warning";

    private static readonly (string Layer, string State, string Rule, string Weight)[] Table =
    [
        ("Scheduling", "Unschedulable: CPU, memory", "InsufficientResources", G),
        ("Scheduling", "Unschedulable: taint", "UntoleratedTaint", G),
        ("Scheduling", "Unschedulable: affinity", "AffinityUnsatisfied", G),
        ("Scheduling", "Unschedulable: volume", "VolumeClaimUnbound", G),
        ("Scheduling", "Unschedulable: volume out of reach", "VolumeNodeConflict", G),
        ("Scheduling", "Unschedulable: a claim that does not exist", "VolumeClaimMissing", T),
        ("Scheduling", "Unschedulable: ports", "PortsTaken", G),
        ("Scheduling", "Unschedulable: anything else", "Unschedulable", G),
        ("Scheduling", "no word of the scheduler", "NotScheduled", G),
        ("Scheduling", "SchedulingGated", "SchedulingGated", W),
        ("Scheduling", "Preempting", "Preempting", W),
        ("Scheduling", "UnexpectedAdmissionError, OutOfcpu, OutOfmemory, NodeAffinity", "PodRejected", T),
        ("Creation", "ReplicaFailure: quota, LimitRange, SCC, PSA, webhook, service account", "ReplicaFailure", T),
        ("Creation", "FailedCreate", "FailedCreate", T),
        ("Creation", "CreatePodSandboxError", "CreatePodSandboxError", G),
        ("Creation", "ConfigPodSandboxError", "ConfigPodSandboxError", G),
        ("Creation", "FailedCreatePodSandBox", "FailedCreatePodSandBox", G),
        ("Creation", "containers are still being made", "StuckCreating", G),
        ("Volumes", "FailedMount: ConfigMap missing", "ConfigMapMissing", T),
        ("Volumes", "FailedMount: Secret missing", "SecretMissing", T),
        ("Volumes", "FailedMount: key missing", "KeyMissing", T),
        ("Volumes", "FailedMount: anything else", "FailedMount", G),
        ("Volumes", "FailedAttachVolume, multi-attach", "FailedAttachVolume", G),
        ("Volumes", "PVC Pending", "VolumeClaimPending", G),
        ("Volumes", "PVC Lost", "VolumeClaimLost", T),
        ("Image", "InvalidImageName", "InvalidImageName", T),
        ("Image", "ErrImageNeverPull", "ErrImageNeverPull", T),
        ("Image", "ErrImagePull: not found", "ImageNotFound", T),
        ("Image", "ErrImagePull: denied", "ImagePullDenied", T),
        ("Image", "ErrImagePull: rate", "ImagePullRateLimited", G),
        ("Image", "ErrImagePull: TLS", "RegistryTlsFailed", G),
        ("Image", "ErrImagePull: DNS", "RegistryNameNotResolved", G),
        ("Image", "ErrImagePull: 5xx, RegistryUnavailable", "RegistryUnavailable", G),
        ("Image", "ErrImagePull: no reason given", "ImagePullFailed", G),
        ("Image", "ImageInspectError", "ImageInspectError", G),
        ("Image", "SignatureValidationFailed", "SignatureValidationFailed", T),
        ("Image", "FailedToRetrieveImagePullSecret", "FailedToRetrieveImagePullSecret", W),
        ("Image", "running digest is not the released one", "RunningDigestDiffers", T),
        ("Image", "template does not follow the image stream", "OldImage", G),
        ("Start", "CreateContainerConfigError", "CreateContainerConfigError", T),
        ("Start", "CreateContainerConfigError: cache not synced", "ConfigNotSynced", G),
        ("Start", "CreateContainerError", "CreateContainerError", G),
        ("Start", "RunContainerError", "RunContainerError", G),
        ("Start", "ContainerCannotRun", "ContainerCannotRun", G),
        ("Start", "StartError", "StartError", G),
        ("Start", "PreCreateHookError", "PreCreateHookError", G),
        ("Start", "PreStartHookError", "PreStartHookError", G),
        ("Start", "PostStartHookError", "PostStartHookError", G),
        ("Run", "CrashLoopBackOff", "CrashLoopBackOff", G),
        ("Run", "a crash loop between two crashes", "CrashLoop", G),
        ("Run", "OOMKilled", "OOMKilled", G),
        ("Run", "OOMKilled and running again", "OOMKilled", W),
        ("Run", "non-zero exit", "NonZeroExit", G),
        ("Run", "restarts", "Restarted", W),
        ("Run", "init stuck", "InitStuck", G),
        ("Run", "ContainerStatusUnknown", "ContainerStatusUnknown", G),
        ("Run", "Completed in a service", "ServiceCompleted", G),
        ("Probes", "startup", "StartupProbeFailed", G),
        ("Probes", "liveness", "LivenessProbeFailed", G),
        ("Probes", "liveness, now and then", "LivenessProbeFlapping", W),
        ("Probes", "readiness", "ReadinessProbeFailed", G),
        ("Probes", "ProbeError", "ProbeError", G),
        ("Probes", "readiness gate", "ReadinessGateFalse", G),
        ("Probes", "not Ready without a word", "NotReady", G),
        ("End", "Evicted", "Evicted", G),
        ("End", "Preempted", "Preempted", G),
        ("End", "NodeShutdown", "NodeShutdown", G),
        ("End", "DeadlineExceeded", "DeadlineExceeded", G),
        ("End", "phase Unknown, NodeLost", "NodeLost", G),
        ("End", "Terminating past grace", "TerminatingStuck", G),
        ("End", "finalizer", "FinalizerBlocksDeletion", G),
        ("End", "FailedPreStopHook", "FailedPreStopHook", G),
        ("End", "KillPodSandboxError", "KillPodSandboxError", G),
        ("End", "phase Failed", "PodFailed", G),
        ("End", "phase Succeeded in a service", "PodCompleted", G),
        ("Deployment", "absent", "WorkloadMissing", T),
        ("Deployment", "observedGeneration behind", "GenerationNotObserved", G),
        ("Deployment", "paused", "RolloutPaused", W),
        ("Deployment", "zero or too few replicas", "ReplicasReduced", T),
        ("Deployment", "ProgressDeadlineExceeded", "ProgressDeadlineExceeded", T),
        ("Deployment", "ready short", "NotEnoughReady", G),
        ("Deployment", "updated short, old pods left", "RolloutUnfinished", G),
        ("Deployment", "available short, minReadySeconds", "NotAvailableYet", G),
        ("Deployment", "selector empty", "NoPods", G),
        ("StatefulSet", "partition", "RolloutPartitioned", W),
        ("StatefulSet", "OnDelete", "UpdateOnDelete", T),
        ("StatefulSet", "revision mismatch", "RevisionMismatch", G),
        ("StatefulSet", "stuck ordinal", "StuckOrdinal", G),
        ("DaemonSet", "unavailable", "DaemonSetUnavailable", G),
        ("DaemonSet", "misscheduled", "DaemonSetMisscheduled", W),
        ("DaemonSet", "updated short", "DaemonSetOutdated", G),
        ("DaemonSet", "observedGeneration behind", "DaemonSetNotObserved", G),
        ("Job", "BackoffLimitExceeded", "BackoffLimitExceeded", T),
        ("Job", "DeadlineExceeded", "DeadlineExceeded", T),
        ("Job", "FailedIndexes", "FailedIndexes", T),
        ("Job", "FailedIndexes while it still runs", "FailedIndexes", W),
        ("Job", "failed for another reason", "JobFailed", T),
        ("Job", "suspended", "JobSuspended", W),
        ("CronJob", "suspended", "CronJobSuspended", W),
        ("CronJob", "missed runs", "MissedRuns", G),
        ("CronJob", "schedule that makes no sense", "CronJobScheduleInvalid", T),
        ("Service", "without endpoints", "ServiceWithoutEndpoints", G),
        ("Service", "selects nothing", "ServiceSelectsNothing", T),
        ("Service", "port mismatch", "ServicePortMismatch", T),
        ("Route", "not admitted", "RouteNotAdmitted", T),
        ("Route", "not yet admitted", "RoutePending", G),
        ("Route", "no Service", "RouteWithoutService", T),
        ("Route", "port mismatch", "RoutePortMismatch", T),
        ("HPA", "at maximum", "AutoscalerAtMaximum", W),
        ("HPA", "no metrics", "AutoscalerNoMetrics", W),
        ("HPA", "can't scale", "AutoscalerCannotScale", G),
        ("PDB", "blocking", "DisruptionBudgetBlocks", W),
        ("Node", "NotReady", "NodeNotReady", G),
        ("Node", "pressure", "NodePressure", W),
        ("Node", "cordoned", "NodeCordoned", W),
        ("OpenShift", "ImportSuccess=False", "ImageImportFailed", T),
        ("OpenShift", "stale import: it fails right now", "ImageImportFailing", G),
        ("OpenShift", "image stream absent", "ImageStreamMissing", T),
        ("OpenShift", "tag without image", "ImageStreamTagMissing", T),
        ("OpenShift", "Build failed", "BuildFailed", T),
        ("OpenShift", "Build cancelled", "BuildCancelled", W),
        ("OpenShift", "Build does not begin", "BuildPending", G),
        ("OpenShift", "DeploymentConfig failed", "DeploymentConfigFailed", T),
        ("OpenShift", "DeploymentConfig cancelled", "DeploymentConfigCancelled", T),
        ("OpenShift", "DeploymentConfig unavailable", "DeploymentConfigUnavailable", G),
        ("OpenShift", "DeploymentConfig paused", "DeploymentConfigPaused", W),
    ];

    [Fact]
    public void Every_state_has_its_rule_and_every_rule_its_state() =>
        Table.Select(row => $"{row.Rule}: {row.Weight}").Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(Rules().Select(rule => $"{rule.Reason}: {Name(rule.Severity)}").Distinct().Order(StringComparer.Ordinal));

    private static string Name(FindingSeverity severity) => severity switch { FindingSeverity.Terminal => T, FindingSeverity.AfterGrace => G, _ => W };

    private static IEnumerable<(string Reason, FindingSeverity Severity)> Rules() =>
    [
        .. RuleTable.BeforeContainers.SelectMany(Of), .. Of(RuleTable.Containers), .. Of(RuleTable.AfterContainers),
        .. Of(RuleTable.Workloads), .. Of(RuleTable.WorkloadSymptoms), .. Of(RuleTable.ImageStreams),
        .. Of(DaemonSetRules.All), .. Of(DeploymentConfigRules.All), .. Of(JobRules.All), .. Of(CronJobRules.All), .. Of(ServiceRules.All), .. Of(RouteRules.All),
        .. Of(VolumeClaimRules.All), .. Of(AutoscalerRules.All), .. Of(DisruptionBudgetRules.All), .. Of(NodeRules.All), .. Of(BuildRules.All),
    ];

    private static IEnumerable<(string Reason, FindingSeverity Severity)> Of<TSubject>(IReadOnlyList<HealthRule<TSubject>> rules)
        where TSubject : IRuleSubject => rules.Select(rule => (rule.Reason, rule.Severity));
}
