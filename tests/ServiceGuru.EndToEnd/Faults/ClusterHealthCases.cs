using ServiceGuru.Health;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What is wrong in a cluster: what a health check says of it, and that it says no more once it is mended.</summary>
internal static class ClusterHealthCases
{
    // Asking takes its time, so that these are enough for a grace of seconds and for pods to start.
    private const int Patience = 400;

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        Unhealthy("alembic-migration-fails", "CrashLoop", "packit-service", "exit code 1", "Migration failed after 7 attempts"),
        Warning("autoscaler-without-metrics", "AutoscalerNoMetrics", "packit-dashboard"),
        Warning("budget-blocks-eviction", "DisruptionBudgetBlocks", "packit-service"),
        Unhealthy("config-missing", "CreateContainerConfigError", "packit-dashboard", "secret \"sentry\" not found"),
        Warning("cronjob-suspended", "CronJobSuspended", "import-images"),
        Unhealthy("daemonset-unavailable", "DaemonSetUnavailable", "daemonset/log-collector", "1 of 2 nodes"),
        Unhealthy("image-not-found", "ImageNotFound", "packit-dashboard", "manifest unknown"),
        Unhealthy("image-pull-denied", "ImagePullDenied", "flower", "unauthorized"),
        Unhealthy("init-container-stuck", "InitStuck", "wait-for-database", "postgres:5432 - no response"),
        Unhealthy("job-failing", "BackoffLimitExceeded", "job/import-images", "Job has reached the specified backoff limit", "Unauthorized"),
        Unhealthy("liveness-failing", "packit-worker-long-running-0", "137"),
        Unhealthy("mount-missing-secret", "SecretMissing", "nginx", "secret \"flower-htpasswd\" not found"),
        Unhealthy("node-not-ready", "NodeNotReady", "worker-1", "Kubelet stopped posting node status."),
        Unhealthy("out-of-memory", "OOMKilled", "nginx", "exit code 137"),
        Warning("partition-left", "RolloutPartitioned", "packit-worker-short-running", "prod"),
        Warning("pod-evicted", "Evicted", "packit-service-beat"),
        Unhealthy("progress-deadline", "ProgressDeadlineExceeded", "deployment/packit-dashboard"),
        Unhealthy("quota-exceeded", "ReplicaFailure", "deployment/packit-dashboard", "exceeded quota: compute-resources"),
        Unhealthy("readiness-failing", "ReadinessProbeFailed", "pushgateway", "HTTP probe failed with statuscode: 503"),
        Unhealthy("registry-rate-limit-pull", "ImagePullRateLimited", "valkey", "toomanyrequests"),
        Unhealthy("route-not-admitted", "RouteNotAdmitted", "route/packit-dashboard", "HostAlreadyClaimed"),
        Unhealthy("service-without-endpoints", "ServiceSelectsNothing", "service/packit-dashboard", "component=dashboard"),
        Unhealthy("stale-import", "ImageImportFailing", "imagestream/packit-worker:stg", "i/o timeout"),
        Unhealthy("unschedulable", "InsufficientResources", "packit-service", "Insufficient memory"),
        Unhealthy("update-on-delete", "UpdateOnDelete", "statefulset/packit-worker-long-running", "delete pod packit-worker-long-running-0"),
        Unhealthy("valkey-disk-full", "CrashLoop", "packit-worker-short-running-0", "unable to persist to disk"),
        Unhealthy("volume-pending", "VolumeClaimPending", "valkey-pvc", "storageclass.storage.k8s.io \"aws-ebs-encrypted\" not found"),
    ];

    private static FaultCase Unhealthy(string fault, params string[] says) =>
        new(fault, FaultActs.Ask("health/check", new HealthCheckRequest { Environment = "stg" }))
        {
            FailureId = "EnvironmentUnhealthy",
            ExitCode = 1,
            Says = says,
            Never = ["cluster "],
            Then = (world, _) => Heals(world, fault, "stg"),
        };

    /// <summary>A warning makes nothing unhealthy, but it stands in the report.</summary>
    private static FaultCase Warning(string fault, string reason, string about, string environment = "stg") =>
        new(fault, FaultActs.Ask("health/check", new HealthCheckRequest { Environment = environment }))
        {
            Then = async (world, _) =>
            {
                HealthReport report = (await Ask(world, environment)).Report;
                HealthFinding finding = Findings(report).Where(found => found.Reason == reason).ShouldHaveSingleItem();
                finding.Severity.ShouldBe(FindingSeverity.Warning);
                finding.Target.ShouldContain(about);
                finding.NextAction.ShouldNotBeNullOrEmpty();
                await Heals(world, fault, environment);
                Findings((await Ask(world, environment)).Report).ShouldNotContain(found => found.Reason == reason);
            },
        };

    private static async Task Heals(SandboxFixture world, string fault, string environment)
    {
        world.Sandbox.SetFault(fault, false);
        Failure? failure = null;
        for (int asked = 0; asked < Patience; asked++)
        {
            failure = (await Ask(world, environment)).Failure;
            if (failure is null)
            {
                return;
            }
        }

        failure?.ToString().ShouldBeNull("what is mended is healthy again");
    }

    private static async Task<(HealthReport Report, Failure? Failure)> Ask(SandboxFixture world, string environment)
    {
        ServiceSession session = await world.OpenAsync();
        HealthCheckRequest request = new() { Environment = environment };
        return await session.AskAsync<HealthReport>("health/check", request, world.WorkingDirectory, SilentProgress.Instance, CancellationToken.None);
    }

    private static IEnumerable<HealthFinding> Findings(HealthReport report) => report.Workloads.SelectMany(workload => workload.Findings).Concat(report.Findings);
}
