using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Health;

/// <summary>Every state of a pod before and after its containers run: a case, and a near miss beside it.</summary>
public sealed class PodRuleTests
{
    private const string Creating = "ContainerCreating";

    private static readonly Dictionary<string, (ClusterSnapshot Snapshot, string Expected)> Cases = new()
    {
        ["a Ready pod"] = (With(Pod()), ""),

        ["no CPU, within the grace"] = (With(Unplaced(4, "Unschedulable", "0/6 nodes are available: 6 Insufficient cpu.")), "InsufficientResources AfterGrace Degraded"),
        ["no CPU, after the grace"] = (With(Unplaced(5, "Unschedulable", "0/6 nodes are available: 6 Insufficient cpu.")), "InsufficientResources AfterGrace Unhealthy"),
        ["a taint"] = (With(Unplaced(6, "Unschedulable", "0/6 nodes are available: 6 node(s) had untolerated taint {a: b}.")), "UntoleratedTaint AfterGrace Unhealthy"),
        ["an unbound claim"] = (With(Unplaced(6, "Unschedulable", "pod has unbound immediate PersistentVolumeClaims.")), "VolumeClaimUnbound AfterGrace Unhealthy"),
        ["a claim that is absent"] = (With(Unplaced(1, "Unschedulable", "persistentvolumeclaim \"data\" not found")), "VolumeClaimMissing Terminal Unhealthy"),
        ["a gate"] = (With(Unplaced(60, "SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates")), "NotEnoughReady AfterGrace Unhealthy, SchedulingGated Warning Healthy"),
        ["no word of the scheduler, at first"] = (With(Unplaced(1)), "NotScheduled AfterGrace Degraded"),
        ["no word of the scheduler, for long"] = (With(Unplaced(9)), "NotScheduled AfterGrace Unhealthy"),

        ["a missing ConfigMap"] = (With(Starting(1, Waiting(Creating)), Event("FailedMount", "MountVolume.SetUp failed for volume \"c\" : configmap \"shop\" not found", 1)), "ConfigMapMissing Terminal Unhealthy"),
        ["a ConfigMap that the node has not read yet"] = (With(Starting(1, Waiting(Creating)), Event("FailedMount", "MountVolume.SetUp failed for volume \"c\" : failed to sync configmap cache: timed out waiting for the condition", 1)), "FailedMount AfterGrace Degraded"),
        ["a missing Secret"] = (With(Starting(1, Waiting(Creating)), Event("FailedMount", "MountVolume.SetUp failed for volume \"s\" : secret \"shop\" not found", 1)), "SecretMissing Terminal Unhealthy"),
        ["a missing key"] = (With(Starting(1, Waiting(Creating)), Event("FailedMount", "MountVolume.SetUp failed for volume \"s\" : references non-existent secret key: token", 1)), "KeyMissing Terminal Unhealthy"),
        ["a volume that another node holds"] = (With(Starting(8, Waiting(Creating)), Event("FailedAttachVolume", "Multi-Attach error for volume \"pvc-1\"", 8)), "FailedAttachVolume AfterGrace Unhealthy"),
        ["a mount that fails for a while"] = (With(Starting(4.5, Waiting(Creating)), Event("FailedMount", "MountVolume.MountDevice failed", 4)), "FailedMount AfterGrace Degraded"),
        ["a mount that failed before the pod ran"] = (With(Pod(), Event("FailedMount", "configmap \"shop\" not found", 118, last: 118)), ""),
        ["an event of the pod's forerunner"] = (With(Starting(1, Waiting(Creating)), Event("FailedMount", "configmap \"shop\" not found", 30, last: 10)), "StuckCreating AfterGrace Degraded"),
        ["no sandbox"] = (With(Starting(6, Waiting(Creating)), Event("FailedCreatePodSandBox", "failed to set up network", 6)), "FailedCreatePodSandBox AfterGrace Unhealthy"),
        ["made for long"] = (With(Starting(6, Waiting(Creating))), "StuckCreating AfterGrace Unhealthy"),
        ["made just now"] = (With(Starting(1, Waiting(Creating))), "StuckCreating AfterGrace Degraded"),

        ["a startup probe"] = (With(Unready(6), Event("Unhealthy", "Startup probe failed: HTTP 500", 6)), "StartupProbeFailed AfterGrace Unhealthy"),
        ["a liveness probe"] = (With(Unready(6), Event("Unhealthy", "Liveness probe failed: timeout", 6)), "LivenessProbeFailed AfterGrace Unhealthy"),
        ["a readiness probe, at first"] = (With(Unready(1), Event("Unhealthy", "Readiness probe failed: HTTP 503", 1)), "ReadinessProbeFailed AfterGrace Degraded"),
        ["a probe that can't be carried out"] = (With(Unready(6), Event("ProbeError", "Readiness probe error: dial tcp", 6)), "ProbeError AfterGrace Unhealthy"),
        ["a readiness gate"] = (With(Unready(6) with { Conditions = [Condition("ContainersReady", "True", 60), Condition("Ready", "False", 6, "ReadinessGatesNotReady")] }), "ReadinessGateFalse AfterGrace Unhealthy"),
        ["not Ready without a word"] = (With(Unready(6)), "NotReady AfterGrace Unhealthy"),
        ["a liveness probe that failed just now"] = (With(Pod(), Event("Unhealthy", "Liveness probe failed: timeout", 60, last: 1)), "LivenessProbeFlapping Warning Healthy"),
        ["a liveness probe that failed long ago"] = (With(Pod(), Event("Unhealthy", "Liveness probe failed: timeout", 60, last: 30)), ""),

        ["deleted, deadline ahead"] = (Beside(Pod() with { DeletionDeadline = Ago(-0.2), Ready = false }), ""),
        ["deleted, deadline over, within the grace"] = (Beside(Pod() with { DeletionDeadline = Ago(4) }), "TerminatingStuck AfterGrace Degraded"),
        ["deleted, deadline and grace over"] = (Beside(Pod() with { DeletionDeadline = Ago(6) }), "TerminatingStuck AfterGrace Unhealthy"),
        ["deleted, held by a finalizer"] = (Beside(Pod() with { DeletionDeadline = Ago(6), Finalizers = ["example.com/backup"] }), "FinalizerBlocksDeletion AfterGrace Unhealthy"),
        ["on a lost node"] = (With(Unready(9) with { Phase = "Unknown", Reason = "NodeLost" }), "NodeLost AfterGrace Unhealthy"),
        ["on a node lost just now"] = (With(Unready(1) with { Phase = "Unknown" }), "NodeLost AfterGrace Degraded"),
        ["evicted, nothing in its place"] = (With(Gone("Evicted")), "Evicted AfterGrace Unhealthy"),
        ["evicted, replaced"] = (Beside(Gone("Evicted")), "Evicted Warning Healthy"),
        ["its node shut down"] = (With(Gone("Terminated")), "NodeShutdown AfterGrace Unhealthy"),
        ["preempted"] = (With(Gone("Preempting")), "Preempted AfterGrace Unhealthy"),
        ["over its deadline"] = (With(Gone("DeadlineExceeded")), "DeadlineExceeded AfterGrace Unhealthy"),
        ["turned away"] = (With(Gone("OutOfcpu")), "PodRejected Terminal Unhealthy"),
        ["failed somehow"] = (With(Gone(null)), "PodFailed AfterGrace Unhealthy"),
        ["completed"] = (With(Gone(null) with { Phase = "Succeeded" }), "PodCompleted AfterGrace Unhealthy"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pod_is_judged_by_its_state(string name)
    {
        (ClusterSnapshot snapshot, string expected) = Cases[name];

        WorkloadHealth api = Api(snapshot);

        Short(api.Findings).ShouldBe(expected);
        api.Findings.ShouldAllBe(finding => finding.Message.Length > 0 && !string.IsNullOrEmpty(finding.NextAction));
        api.Verdict.ShouldBe(api.Findings.Select(finding => finding.Verdict).DefaultIfEmpty(HealthVerdict.Healthy).Max());
    }

    [Fact]
    public void A_stuck_pod_comes_with_the_command_that_ends_it()
    {
        HealthFinding finding = Api(Beside(Pod() with { DeletionDeadline = Ago(6) }, Event("FailedKillPod", "error killing pod: context deadline exceeded", 6))).Findings.ShouldHaveSingleItem();

        finding.Target.ShouldBe("pod/api-7d4b9c6f5-x2x4z");
        finding.NextAction.ShouldBe("kubectl -n shop-stg delete pod api-7d4b9c6f5-x2x4z --force --grace-period=0");
        finding.Since.ShouldBe(Ago(6));
        finding.GraceUntil.ShouldBe(Ago(1));
        finding.Cause.ShouldBe("error killing pod: context deadline exceeded");
        finding.Evidence.ShouldContain(line => line.Contains("FailedKillPod (3 times", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Failed", 3, "PodFailed")]
    [InlineData("Succeeded", 0, "PodCompleted")]
    public void A_pod_that_ended_points_to_the_log_of_the_container_that_ended_it(string phase, int exitCode, string reason)
    {
        PodState ended = Gone(null) with
        {
            Phase = phase,
            Containers =
            [
                Container("init") with { Init = true, Phase = ContainerPhase.Terminated, ExitCode = 0 },
                Container("api") with { Phase = ContainerPhase.Terminated, ExitCode = exitCode, FinishedAt = Ago(10) },
            ],
        };

        HealthFinding finding = Api(With(ended)).Findings.ShouldHaveSingleItem();

        finding.Reason.ShouldBe(reason);
        finding.Evidence[^1].ShouldBe($"container api: exit code {exitCode}");
        finding.Container.ShouldBe(new ContainerReference(ended.Name, "api", Previous: false));
        finding.NextAction.ShouldBe($"kubectl -n shop-stg logs {ended.Name} -c api");
    }

    private static PodState Unplaced(double minutes, string? reason = null, string? message = null) => Pod() with
    {
        Phase = "Pending",
        Ready = false,
        Node = null,
        CreatedAt = Ago(minutes),
        Conditions = reason is null ? [] : [Condition("PodScheduled", "False", minutes, reason, message)],
        Containers = [],
    };

    private static PodState Gone(string? reason) => Pod() with
    {
        Phase = "Failed",
        Reason = reason,
        Ready = false,
        Containers = [Container() with { Phase = ContainerPhase.Terminated, Ready = false, FinishedAt = Ago(10), ExitCode = 137 }],
    };

    /// <summary>The pod, and another one that is Ready in its place.</summary>
    private static ClusterSnapshot Beside(PodState pod, params ClusterEvent[] events)
    {
        PodState other = Pod("api-7d4b9c6f5-qqqqq");
        ClusterSnapshot snapshot = With(other, events);
        return snapshot with { Pods = [pod, .. snapshot.Pods] };
    }
}
