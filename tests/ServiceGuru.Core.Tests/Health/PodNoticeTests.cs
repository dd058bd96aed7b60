using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Health;

/// <summary>What is worth knowing of a pod beside its state, and trouble while it ends.</summary>
public sealed class PodNoticeTests
{
    [Fact]
    public void A_pull_secret_that_is_absent_is_told_of_a_pod_that_runs() =>
        Short(Api(With(Pod(), Event("FailedToRetrieveImagePullSecret", "Unable to retrieve some image pull secrets (quay)", 30))).Findings)
            .ShouldBe("FailedToRetrieveImagePullSecret Warning Healthy");

    [Fact]
    public void A_pull_secret_that_is_absent_does_not_hide_what_follows_from_it() =>
        Short(Api(With(Starting(9, Waiting("ImagePullBackOff", "unauthorized")), Event("FailedToRetrieveImagePullSecret", "Unable to retrieve some image pull secrets (quay)", 9))).Findings)
            .ShouldBe("ImagePullDenied Terminal Unhealthy, FailedToRetrieveImagePullSecret Warning Healthy");

    [Fact]
    public void A_pod_that_makes_others_end_says_so()
    {
        PodState pod = Starting(1) with { Node = null, NominatedNode = "node-2", Conditions = [Condition("PodScheduled", "False", 1, "Unschedulable", "0/3 nodes are available: 3 Insufficient cpu.")] };

        Short(Api(With(pod)).Findings).ShouldBe("InsufficientResources AfterGrace Degraded, Preempting Warning Healthy");
    }

    [Theory]
    [InlineData("FailedPreStopHook", "FailedPreStopHook")]
    [InlineData("FailedKillPod", "KillPodSandboxError")]
    public void Trouble_while_a_pod_ends_has_its_grace(string reason, string expected)
    {
        PodState pod = Pod() with { DeletionDeadline = Now + TimeSpan.FromSeconds(20) };

        Api(With(pod, Event(reason, "error killing pod", 1))).Findings.ShouldContain(finding => finding.Reason == expected && finding.Verdict == HealthVerdict.Degraded);
        Api(With(pod with { DeletionDeadline = Ago(6) }, Event(reason, "error killing pod", 1))).Findings
            .ShouldContain(finding => finding.Reason == "TerminatingStuck" && finding.Cause == "error killing pod" && finding.Verdict == HealthVerdict.Unhealthy);
    }

    [Theory]
    [InlineData("1 node(s) had volume node affinity conflict", "VolumeNodeConflict")]
    [InlineData("3 node(s) didn't match Pod's node affinity/selector", "AffinityUnsatisfied")]
    [InlineData("2 node(s) didn't have free ports for the requested pod ports", "PortsTaken")]
    public void Why_no_node_fits_is_told_apart(string message, string expected)
    {
        PodState pod = Starting(9) with { Node = null, Conditions = [Condition("PodScheduled", "False", 9, "Unschedulable", $"0/3 nodes are available: {message}.")] };

        Short(Api(With(pod)).Findings).ShouldBe($"{expected} AfterGrace Unhealthy");
    }

    [Theory]
    [InlineData("pods \"api-1\" is forbidden: exceeded quota: compute", "describe quota")]
    [InlineData("unable to validate against any security context constraint", "SCC")]
    [InlineData("violates PodSecurity \"restricted:latest\"", "Pod Security")]
    [InlineData("error looking up service account shop-stg/worker: serviceaccount \"worker\" not found", "service account does not exist")]
    [InlineData("failed calling webhook \"policy.example\"", "webhook")]
    [InlineData("maximum cpu usage per Container is 1", "LimitRange")]
    [InlineData("something else", "look for a quota")]
    public void Why_pods_may_not_be_made_decides_what_to_do(string message, string expected) =>
        Api(With(state => state with { Ready = 0, Current = 0, Conditions = [Condition("ReplicaFailure", "True", 2, "FailedCreate", message)] })).Findings
            .ShouldContain(finding => finding.Reason == "ReplicaFailure" && finding.NextAction!.Contains(expected, StringComparison.Ordinal));
}
