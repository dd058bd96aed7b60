namespace ServiceGuru.Sandbox.Faults;

/// <summary>What is wrong in a cluster: pods that don't start, don't run or don't serve, and what stands around them.</summary>
internal static class ClusterHealthFaults
{
    private const string Health = "health/check";

    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("alembic-migration-fails", Health, "packit-service in staging exits after its seventh try to migrate the database.",
            "The staging check is unhealthy with CrashLoopBackOff, exit code 1 and the migration's last words."),
        new("autoscaler-without-metrics", Health, "Somebody added an autoscaler to staging's dashboard, and the cluster has no metrics for it.",
            "The staging check warns that the autoscaler can't compute anything; nothing is unhealthy."),
        new("budget-blocks-eviction", Health, "A disruption budget in staging allows no eviction of packit-service's only pod.",
            "The staging check warns that the node of that pod can't be drained; nothing is unhealthy."),
        new("config-missing", Health, "Staging's Secret sentry is gone, and the dashboard's pod was made anew.",
            "The staging check is unhealthy with CreateContainerConfigError and the Secret's name."),
        new("cronjob-suspended", Health, "Staging has a CronJob import-images that somebody suspended.",
            "The staging check warns that it is suspended; nothing is unhealthy."),
        new("daemonset-unavailable", Health, "Staging has a DaemonSet log-collector, and one of its pods crashes.",
            "The staging check tells how many of its pods are there."),
        new("image-not-found", Health, "The registry lacks the image of staging's dashboard, whose pod was made anew.",
            "The staging check is unhealthy: the image is not found, with the registry's words."),
        new("image-pull-denied", Health, "The registry denies the image of staging's flower, whose pod was made anew.",
            "The staging check is unhealthy: access is denied, and the pull secret is to be checked."),
        new("init-container-stuck", Health, "packit-service-beat in staging got an init container that waits for ever.",
            "The staging check is unhealthy and names the init container."),
        new("job-failing", Health, "Staging has a Job import-images whose pods fail.",
            "The staging check says BackoffLimitExceeded, with the Job's name."),
        new("liveness-failing", Health, "The liveness probe of staging's packit-worker-long-running times out, again and again.",
            "The staging check is unhealthy: the worker is restarted again and again, and its probe says why."),
        new("mount-missing-secret", Health, "Staging's Secret flower-htpasswd is gone, and nginx's pod was made anew.",
            "The staging check is unhealthy: the pod mounts a Secret that does not exist."),
        new("node-not-ready", Health, "One of the cluster's two nodes stopped answering, with pods of both environments on it.",
            "The staging check is unhealthy: pods are not Ready because their node does not answer."),
        new("out-of-memory", Health, "Staging's nginx is killed again and again because it uses more memory than its limit.",
            "The staging check is unhealthy with OOMKilled and exit code 137."),
        new("partition-left", Health, "Somebody rolled production's packit-worker-short-running out to its second pod only, by a partition, and left it so.",
            "The production check says that the rollout is not finished, and why it goes no further."),
        new("pod-evicted", Health, "The kubelet evicted staging's packit-service-beat for want of disk; another pod has taken its place.",
            "The staging check warns about what is left of the pod; nothing is unhealthy."),
        new("progress-deadline", Health, "A rollout of staging's dashboard does not get Ready before its deadline.",
            "The staging check is unhealthy with ProgressDeadlineExceeded."),
        new("quota-exceeded", Health, "Staging's quota has no room for the dashboard's new pod.",
            "The staging check is unhealthy: the dashboard's pods can't be made, with the quota's name."),
        new("readiness-failing", Health, "Staging's pushgateway does not pass its readiness probe.",
            "The staging check is unhealthy with the probe's words."),
        new("registry-rate-limit-pull", Health, "Docker Hub limits the pulls of staging's valkey, whose pod was made anew.",
            "The staging check is unhealthy: the registry limits the rate of pulls, and the node tries again by itself."),
        new("route-not-admitted", Health, "Another namespace has claimed the host of staging's dashboard for longer.",
            "The staging check says HostAlreadyClaimed and names the Route."),
        new("service-without-endpoints", Health, "The Service of staging's dashboard selects no pod any more.",
            "The staging check says that the Service has no endpoints."),
        new("stale-import", Health, "The cluster can't reach the registry for staging's packit-worker: its imports fail.",
            "The staging check tells of the failed import with the cluster's words."),
        new("unschedulable", Health, "Staging's packit-service asks for more memory than any node has.",
            "The staging check is unhealthy: no node has enough free memory."),
        new("valkey-disk-full", Health, "The volume of staging's valkey is full: it refuses writes, and the workers crash.",
            "The staging check is unhealthy with the workers' last words, which name valkey's refusal."),
        new("volume-pending", Health, "The volume claim of staging's valkey was made anew for a storage class that does not exist.",
            "The staging check is unhealthy: the pod waits for its volume claim."),
    ];
}
