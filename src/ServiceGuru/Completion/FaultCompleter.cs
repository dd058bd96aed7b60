using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ServiceGuru.Completion;

/// <summary>Completes the sandbox's faults.</summary>
public sealed class FaultCompleter : IArgumentCompleter
{
    /// <summary>
    /// Gets the names. The sandbox runs on .NET 10 in a process of its own, so its catalogue can't be loaded here; a test
    /// keeps the two alike.
    /// </summary>
    internal static IReadOnlyList<(string Name, string Hint)> Faults { get; } =
    [
        ("alembic-migration-fails", "packit-service in staging can't migrate the database."),
        ("api-down", "The route of staging's API answers 503."),
        ("autoscaler-without-metrics", "An autoscaler in staging has no metrics."),
        ("budget-blocks-eviction", "A disruption budget in staging allows no eviction."),
        ("config-missing", "A Secret of staging's dashboard is gone."),
        ("cronjob-suspended", "A CronJob in staging is suspended."),
        ("daemonset-unavailable", "A pod of a DaemonSet in staging crashes."),
        ("dashboard-down", "The route of staging's dashboard answers 503."),
        ("database-down", "Staging's API answers, but not what needs its database."),
        ("image-build-fails", "The image build of packit-service's stable branch fails."),
        ("image-not-found", "The registry lacks the image of staging's dashboard."),
        ("image-pull-backoff", "Production's nodes can't pull the new packit-worker image."),
        ("image-pull-denied", "The registry denies the image of staging's flower."),
        ("init-container-stuck", "An init container in staging waits for ever."),
        ("job-failing", "A Job in staging fails."),
        ("liveness-failing", "A worker in staging fails its liveness probe."),
        ("matrix-down", "The Matrix homeserver answers 503."),
        ("mount-missing-secret", "A Secret that staging's nginx mounts is gone."),
        ("node-not-ready", "One of the cluster's nodes stopped answering."),
        ("out-of-memory", "Staging's nginx is killed again and again: out of memory."),
        ("partition-left", "A rollout in production was left at a partition."),
        ("pod-evicted", "A pod in staging was evicted and replaced."),
        ("pod-stuck-terminating", "A pod stays Terminating."),
        ("progress-deadline", "A rollout of staging's dashboard gets stuck."),
        ("quota-exceeded", "Staging's quota has no room for a pod."),
        ("rate-limited", "GitHub answers the first requests with 429."),
        ("readiness-failing", "Staging's pushgateway fails its readiness probe."),
        ("registry-rate-limit-pull", "Docker Hub limits the pulls of staging's valkey."),
        ("registry-slow", "Images appear a while after their build has ended."),
        ("route-not-admitted", "Another namespace has the host of staging's dashboard."),
        ("sentry-down", "The error tracker answers 503."),
        ("sentry-rate-jump", "A known issue happens many times as often as before."),
        ("sentry-spike", "The error tracker has new issues in staging."),
        ("service-without-endpoints", "The Service of staging's dashboard selects no pod."),
        ("stable-diverged", "packit-service's stable branch has a commit of its own."),
        ("staging-behind", "Staging runs packit-service as it was three merges ago."),
        ("staging-crash-loop", "A worker in staging is in CrashLoopBackOff."),
        ("stale-import", "The cluster can't reach the registry for staging's workers."),
        ("unschedulable", "No node has the memory that staging's packit-service asks for."),
        ("update-on-delete", "A rollout in staging waits for somebody to delete pods."),
        ("valkey-disk-full", "Staging's valkey has no room left, and its workers crash."),
        ("volume-pending", "The volume claim of staging's valkey is not bound."),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionWords.Matching(Faults, wordToComplete);
}
