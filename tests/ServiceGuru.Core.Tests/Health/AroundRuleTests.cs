using ServiceGuru.Health.Surroundings;
using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Health;

/// <summary>What stands around pods and workloads: each state by its finding's reason, weight and verdict.</summary>
public sealed class AroundRuleTests
{
    private static readonly Dictionary<string, (ClusterSurroundings Around, string Expected)> Cases = new()
    {
        ["a DaemonSet that is everywhere"] = (With(new DaemonSetState { Name = "logs", Desired = 3, Updated = 3, Ready = 3, Available = 3 }), ""),
        ["a DaemonSet that is not everywhere"] = (With(new DaemonSetState { Name = "logs", Desired = 3, Updated = 3, Ready = 2, Available = 2 }), "DaemonSetUnavailable AfterGrace Degraded"),
        ["a DaemonSet with old pods"] = (With(new DaemonSetState { Name = "logs", Desired = 3, Updated = 1, Ready = 3, Available = 3 }), "DaemonSetOutdated AfterGrace Degraded"),
        ["a DaemonSet with old pods that nobody replaces"] = (With(new DaemonSetState { Name = "logs", Desired = 3, Updated = 1, Ready = 3, Available = 3, OnDelete = true }), "DaemonSetOutdated Terminal Unhealthy"),
        ["a DaemonSet where it should not be"] = (With(new DaemonSetState { Name = "logs", Desired = 3, Updated = 3, Ready = 3, Available = 3, Misscheduled = 1 }), "DaemonSetMisscheduled Warning Healthy"),
        ["a DaemonSet that was not looked at"] = (With(new DaemonSetState { Name = "logs", Generation = 2, ObservedGeneration = 1 }), "DaemonSetNotObserved AfterGrace Degraded"),
        ["a Job whose pods failed"] = (With(Job("Failed", "BackoffLimitExceeded")), "BackoffLimitExceeded Terminal Unhealthy"),
        ["a Job that took too long"] = (With(Job("Failed", "DeadlineExceeded")), "DeadlineExceeded Terminal Unhealthy"),
        ["a Job some of whose indexes failed"] = (With(Job("Failed", "FailedIndexes") with { FailedIndexes = "1,3-5" }), "FailedIndexes Terminal Unhealthy"),
        ["a Job that its policy ended"] = (With(Job("Failed", "PodFailurePolicy")), "JobFailed Terminal Unhealthy"),
        ["a Job that failed long ago"] = (With(Job("Failed", "BackoffLimitExceeded", minutes: 60 * 48)), "BackoffLimitExceeded Warning Healthy"),
        ["a Job that runs with failed indexes"] = (With(new JobState { Name = "index", CreatedAt = Ago(9), Active = 1, FailedIndexes = "2" }), "FailedIndexes Warning Healthy"),
        ["a Job held back"] = (With(new JobState { Name = "clean", CreatedAt = Ago(9), Suspended = true }), "JobSuspended Warning Healthy"),
        ["a Job that is done"] = (With(Job("Complete", null)), ""),
        ["a CronJob that ran"] = (With(Cron("0 * * * *", lastMinutes: 0)), ""),
        ["a CronJob held back"] = (With(Cron("0 * * * *", lastMinutes: 600) with { Suspended = true }), "CronJobSuspended Warning Healthy"),
        ["a CronJob due just now"] = (With(Cron("58 11 * * *", lastMinutes: 1442)), "MissedRuns AfterGrace Degraded"),
        ["a CronJob that missed its run"] = (With(Cron("0 9 * * *", lastMinutes: 60 * 27)), "MissedRuns AfterGrace Unhealthy"),
        ["a CronJob that is still at work"] = (With(Cron("*/10 * * * *", lastMinutes: 90) with { ForbidsConcurrency = true, Active = 1 }), ""),
        ["a CronJob younger than its last time"] = (With(Cron("0 9 * * *", lastMinutes: null) with { CreatedAt = Ago(30) }), ""),
        ["a CronJob with a schedule that nobody can read"] = (With(Cron("whenever", lastMinutes: null)), ""),
        ["a Service with a Ready pod"] = (With(Web(), new EndpointsState("web", 1, 0, Ago(60))), ""),
        ["a Service without endpoints"] = (With(Web(), new EndpointsState("web", 0, 1, Ago(60))), "ServiceWithoutEndpoints AfterGrace Unhealthy"),
        ["a Service whose selector has a mistake"] = (With(Web() with { Selector = Labels("apl") }), "ServiceSelectsNothing Terminal Unhealthy"),
        ["a Service for something outside"] = (With(Web() with { External = true, Selector = Labels("apl") }), ""),
        ["a Service whose endpoints somebody else manages"] = (With(Web() with { Selector = new Dictionary<string, string>() }), ""),
        ["a Service to a port by name"] = (With(Web(new ServicePort("http", 80, "http")), new EndpointsState("web", 1, 0, null)), ""),
        ["a Service to a name that no container has"] = (With(Web(new ServicePort("http", 80, "htpt")), new EndpointsState("web", 1, 0, null)), "ServicePortMismatch Terminal Unhealthy"),
        ["a Service to a number that no container names"] = (With(Web(new ServicePort("http", 80, "8081")), new EndpointsState("web", 1, 0, null)), "ServicePortMismatch Warning Healthy"),
        ["a Route that is admitted"] = (With(Route("True"), Web()), ""),
        ["a Route that is refused"] = (With(Route("False", "HostAlreadyClaimed"), Web()), "RouteNotAdmitted Terminal Unhealthy"),
        ["a Route that nobody looked at"] = (With(Route(null), Web()), "RoutePending AfterGrace Unhealthy"),
        ["a Route to no Service"] = (With(Route("True")), "RouteWithoutService Terminal Unhealthy"),
        ["a Route to a port that the Service lacks"] = (With(Route("True") with { Port = "https" }, Web()), "RoutePortMismatch Terminal Unhealthy"),
        ["a claim with its volume"] = (With(new VolumeClaimState("data", "Bound", "gp3", "pv-1", Ago(60))), ""),
        ["a claim that waits, at first"] = (With(new VolumeClaimState("data", "Pending", "gp3", null, Ago(1))), "VolumeClaimPending AfterGrace Degraded"),
        ["a claim that waits"] = (With(new VolumeClaimState("data", "Pending", "gp3", null, Ago(60))), "VolumeClaimPending AfterGrace Unhealthy"),
        ["a claim that lost its volume"] = (With(new VolumeClaimState("data", "Lost", "gp3", "pv-1", Ago(60))), "VolumeClaimLost Terminal Unhealthy"),
        ["an autoscaler at its maximum"] = (With(Scaler(Condition("ScalingLimited", "True", 60, "TooManyReplicas"))), "AutoscalerAtMaximum Warning Healthy"),
        ["an autoscaler without metrics"] = (With(Scaler(Condition("ScalingActive", "False", 60, "FailedGetResourceMetric"))), "AutoscalerNoMetrics Warning Healthy"),
        ["an autoscaler of nothing, on purpose"] = (With(Scaler(Condition("ScalingActive", "False", 60, "ScalingDisabled"))), ""),
        ["an autoscaler of what is not there"] = (With(Scaler(Condition("AbleToScale", "False", 60, "FailedGetScale"))), "AutoscalerCannotScale AfterGrace Unhealthy"),
        ["a budget that allows one"] = (With(new DisruptionBudgetState("api", 1, 2, 1, 2)), ""),
        ["a budget that allows none"] = (With(new DisruptionBudgetState("api", 0, 1, 1, 1)), "DisruptionBudgetBlocks Warning Healthy"),
        ["a budget of nothing"] = (With(new DisruptionBudgetState("api", 0, 0, 0, 0)), ""),
        ["a node that is well"] = (With(Node("node-1", Condition("Ready", "True", 60), Condition("MemoryPressure", "False", 60))), ""),
        ["a node that is not Ready"] = (With(Node("node-1", Condition("Ready", "Unknown", 60))), "NodeNotReady AfterGrace Unhealthy"),
        ["a node under pressure"] = (With(Node("node-1", Condition("Ready", "True", 60), Condition("DiskPressure", "True", 60))), "NodePressure Warning Healthy"),
        ["a node that takes no pods"] = (With(Node("node-1", Condition("Ready", "True", 60)) with { Cordoned = true }), "NodeCordoned Warning Healthy"),
        ["a node of others"] = (With(Node("node-9", Condition("Ready", "False", 60))), ""),
        ["a Build that failed"] = (With(Build("Failed", 2)), "BuildFailed Terminal Unhealthy"),
        ["a Build that a later one made up for"] = (With(Build("Failed", 20), Build("Complete", 2) with { Name = "site-2" }), ""),
        ["a Build that was cancelled"] = (With(Build("Cancelled", 2)), "BuildCancelled Warning Healthy"),
        ["a Build that does not begin"] = (With(Build("Pending", 20) with { EndedAt = null }), "BuildPending AfterGrace Unhealthy"),
        ["a DeploymentConfig that failed"] = (With(Config(Condition("Progressing", "False", 20, "ProgressDeadlineExceeded"))), "DeploymentConfigFailed Terminal Unhealthy"),
        ["a DeploymentConfig that was cancelled"] = (With(Config(Condition("Progressing", "False", 20, "RolloutCancelled"))), "DeploymentConfigCancelled Terminal Unhealthy"),
        ["a DeploymentConfig without pods"] = (With(Config(Condition("Available", "False", 20))), "DeploymentConfigUnavailable AfterGrace Unhealthy"),
        ["a DeploymentConfig that pauses"] = (With(Config() with { Paused = true }), "DeploymentConfigPaused Warning Healthy"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_judged_by_its_state(string name)
    {
        (ClusterSurroundings around, string expected) = Cases[name];

        IReadOnlyList<HealthFinding> findings = Judge(around);

        Short(findings).ShouldBe(expected);
        findings.ShouldAllBe(finding => !string.IsNullOrEmpty(finding.NextAction) && finding.Message.EndsWith('.'));
    }

    [Fact]
    public void A_run_of_a_CronJob_that_a_later_one_made_up_for_is_only_worth_knowing()
    {
        JobState failed = Job("Failed", "BackoffLimitExceeded", minutes: 60) with { CronJob = "clean" };
        JobState later = Job("Complete", null) with { Name = "clean-2", CronJob = "clean", CreatedAt = Ago(5) };

        Short(Judge(With(failed))).ShouldBe("BackoffLimitExceeded Terminal Unhealthy");
        Short(Judge(With(failed, later))).ShouldBe("BackoffLimitExceeded Warning Healthy");
    }

    [Fact]
    public void A_failed_Job_names_the_container_that_failed_and_its_log()
    {
        ClusterSnapshot healthy = Healthy();
        PodState pod = Pod() with
        {
            Name = "migrate-abcde", OwnerKind = "Job", OwnerName = "migrate", Phase = "Failed", Ready = false,
            Containers = [Container() with { Phase = ContainerPhase.Terminated, Reason = "Error", ExitCode = 3, FinishedAt = Ago(4) }],
        };
        ClusterSnapshot snapshot = healthy with { Pods = [.. healthy.Pods, pod], Surroundings = With(Job("Failed", "BackoffLimitExceeded") with { Name = "migrate" }) };

        HealthFinding finding = HealthClassifier.Classify(snapshot, Service, "stg", Now).Findings.First(one => one.Reason == "BackoffLimitExceeded");

        finding.Target.ShouldBe("job/migrate");
        finding.Container.ShouldBe(new ContainerReference("migrate-abcde", "api", Previous: false));
        finding.Evidence.ShouldContain(line => line.Contains("exit code 3", StringComparison.Ordinal));
    }

    [Fact]
    public void A_controller_that_tells_of_missed_runs_is_believed_until_it_ran_again()
    {
        ClusterEvent told = new("CronJob", "clean", "Warning", "TooManyMissedTimes", "too many missed start times", 1, Ago(30), Ago(40));
        ClusterSnapshot snapshot = Healthy() with { Events = [told] };

        Short(Of(snapshot with { Surroundings = With(Cron("whenever", lastMinutes: 60)) })).ShouldBe("MissedRuns AfterGrace Unhealthy");
        Of(snapshot with { Surroundings = With(Cron("whenever", lastMinutes: 10)) }).ShouldBeEmpty();
    }

    [Fact]
    public void A_schedule_that_the_cluster_cannot_read_is_told_in_its_words()
    {
        ClusterEvent told = new("CronJob", "clean", "Warning", "UnparseableSchedule", "unparseable schedule", 1, Ago(3), Ago(40));

        Of(Healthy() with { Events = [told], Surroundings = With(Cron("whenever", lastMinutes: null)) }).ShouldHaveSingleItem().Cause.ShouldBe("unparseable schedule");
    }

    [Fact]
    public void A_claim_whose_class_waits_for_a_pod_is_no_failure()
    {
        ClusterEvent told = new("PersistentVolumeClaim", "data", "Normal", "WaitForFirstConsumer", "waiting for first consumer to be created before binding", 9, Ago(0), Ago(60));

        Short(Of(Healthy() with { Events = [told], Surroundings = With(new VolumeClaimState("data", "Pending", "gp3", null, Ago(60))) })).ShouldBe("VolumeClaimPending Warning Healthy");
    }

    [Fact]
    public void Where_endpoints_may_not_be_read_the_pods_tell()
    {
        ClusterSnapshot healthy = Healthy();
        PodState api = Labeled(healthy.Pods[0]) with { Ready = false, Conditions = [Condition("Ready", "False", 60)] };

        Short(Of(healthy with { Pods = [api], Surroundings = With(Web()) with { Endpoints = null } })).ShouldBe("ServiceWithoutEndpoints AfterGrace Unhealthy");
        Of(healthy with { Pods = [Labeled(healthy.Pods[0])], Surroundings = With(Web()) with { Endpoints = null } }).ShouldBeEmpty();
    }

    private static IReadOnlyList<HealthFinding> Judge(ClusterSurroundings around)
    {
        ClusterSnapshot healthy = Healthy();
        PodState api = around.Endpoints?.Any(endpoints => endpoints.Ready == 0) == true
            ? healthy.Pods[0] with { Ready = false, Conditions = [Condition("Ready", "False", 60)] }
            : healthy.Pods[0];
        return Of(healthy with { Pods = [Labeled(api), healthy.Pods[1]], Surroundings = around });
    }

    private static IReadOnlyList<HealthFinding> Of(ClusterSnapshot snapshot) => HealthClassifier.Classify(snapshot, Service, "stg", Now).Findings;

    private static PodState Labeled(PodState pod) => pod with
    {
        Labels = new Dictionary<string, string> { ["component"] = "api" },
        Containers = [pod.Containers[0] with { Ports = [new ContainerPort("http", 8080)] }],
    };

    private static Dictionary<string, string> Labels(string component) => new() { ["component"] = component };

    private static ClusterSurroundings With(params object[] things) => new()
    {
        DaemonSets = [.. things.OfType<DaemonSetState>()],
        Jobs = [.. things.OfType<JobState>()],
        CronJobs = [.. things.OfType<CronJobState>()],
        Services = [.. things.OfType<ServiceState>()],
        Endpoints = things.OfType<RouteState>().Any() ? null : [.. things.OfType<EndpointsState>()],
        Routes = [.. things.OfType<RouteState>()],
        VolumeClaims = [.. things.OfType<VolumeClaimState>()],
        Autoscalers = [.. things.OfType<AutoscalerState>()],
        DisruptionBudgets = [.. things.OfType<DisruptionBudgetState>()],
        Nodes = [.. things.OfType<NodeState>()],
        Builds = [.. things.OfType<BuildRunState>()],
        DeploymentConfigs = [.. things.OfType<DeploymentConfigState>()],
    };

    private static JobState Job(string condition, string? reason, double minutes = 5) => new()
    {
        Name = "clean-1", CreatedAt = Ago(minutes + 1), Failed = 4, Conditions = [Condition(condition, "True", minutes, reason, "Job has reached the specified backoff limit")],
    };

    private static CronJobState Cron(string schedule, double? lastMinutes) => new()
    {
        Name = "clean", Schedule = schedule, CreatedAt = Ago(60 * 24 * 30), LastScheduledAt = lastMinutes is { } minutes ? Ago(minutes) : null,
    };

    private static ServiceState Web(params ServicePort[] ports) => new()
    {
        Name = "web", CreatedAt = Ago(600), Selector = Labels("api"), Ports = ports.Length > 0 ? ports : [new ServicePort("http", 80, "8080")],
    };

    private static RouteState Route(string? admitted, string? reason = null) => new()
    {
        Name = "web", Host = "web.example", Service = "web", Port = "http", CreatedAt = Ago(60), Admissions = admitted is null ? [] : [Condition("Admitted", admitted, 60, reason)],
    };

    private static AutoscalerState Scaler(ConditionState condition) => new() { Name = "api", Scales = "deployment/api", Maximum = 4, Current = 4, Desired = 4, Conditions = [condition] };

    private static NodeState Node(string name, params ConditionState[] conditions) => new(name, false, conditions);

    private static BuildRunState Build(string phase, double minutes) => new() { Name = "site-1", Config = "site", Phase = phase, CreatedAt = Ago(minutes), EndedAt = Ago(minutes - 1) };

    private static DeploymentConfigState Config(params ConditionState[] conditions) => new() { Name = "old", Desired = 1, Conditions = conditions };
}
