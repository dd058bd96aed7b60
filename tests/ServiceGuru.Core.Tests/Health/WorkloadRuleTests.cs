using ServiceGuru.Services;
using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Health;

/// <summary>Every state of a workload or image stream: a case, and a near miss beside it.</summary>
public sealed class WorkloadRuleTests
{
    private static readonly ConditionState Exceeded = Condition("Progressing", "False", 1, "ProgressDeadlineExceeded", "ReplicaSet \"api-1\" has timed out progressing.");

    private static readonly Dictionary<string, (ClusterSnapshot Snapshot, string Expected)> Cases = new()
    {
        ["as it should be"] = (Healthy(), ""),
        ["absent"] = (Healthy() with { Workloads = [Healthy().Workloads[1]], Pods = [Healthy().Pods[1]] }, "WorkloadMissing Terminal Unhealthy"),
        ["there, but of another kind"] = (With(state => state with { Kind = WorkloadKind.StatefulSet }), "WorkloadMissing Terminal Unhealthy"),
        ["scaled down"] = (With(state => state with { Desired = 0, Current = 0, Updated = 0, Ready = 0 }), "ReplicasReduced Terminal Unhealthy"),
        ["scaled up"] = (With(state => state with { Desired = 2, Current = 2, Updated = 2, Ready = 2, Available = 2 }), ""),
        ["changed, not looked at yet"] = (With(state => state with { Generation = 5 }), "GenerationNotObserved AfterGrace Degraded"),
        ["its deadline over"] = (With(state => state with { Conditions = [Exceeded] }), "ProgressDeadlineExceeded Terminal Unhealthy"),
        ["not progressing for another reason"] = (With(state => state with { Conditions = [Exceeded with { Reason = "DeploymentPaused" }] }), ""),
        ["progressing"] = (With(state => state with { Conditions = [Exceeded with { Status = "True" }] }), ""),
        ["no pods by a quota"] = (With(state => state with { Conditions = [Condition("ReplicaFailure", "True", 1, "FailedCreate", "exceeded quota")] }), "ReplicaFailure Terminal Unhealthy"),
        ["a replica failure that is over"] = (With(state => state with { Conditions = [Condition("ReplicaFailure", "False", 1)] }), ""),
        ["a creation that fails, told by an event"] = (
            With(state => state with { Current = 0 }, Event("FailedCreate", "violates PodSecurity", 2, "api-7d4b9c6f5") with { ObjectKind = "ReplicaSet" }),
            "FailedCreate Terminal Unhealthy"),
        ["a creation that failed before"] = (With(state => state, Event("FailedCreate", "exceeded quota", 2, "api-7d4b9c6f5") with { ObjectKind = "ReplicaSet" }), ""),
        ["a creation that fails for a namesake"] = (
            With(state => state with { Current = 0 }, Event("FailedCreate", "exceeded quota", 2, "api-gateway-7d4b9c6f5") with { ObjectKind = "ReplicaSet" }), ""),
        ["paused in the middle"] = (With(state => state with { Paused = true, Updated = 0 }), "RolloutPaused Terminal Unhealthy"),
        ["paused at rest"] = (With(state => state with { Paused = true }), "RolloutPaused Warning Healthy"),
        ["short of Ready pods just now"] = (With(state => state with { Ready = 0, Conditions = [Condition("Available", "False", 1)] }), "NotEnoughReady AfterGrace Degraded"),
        ["short of Ready pods for long"] = (With(state => state with { Ready = 0, Conditions = [Condition("Available", "False", 6)] }), "NotEnoughReady AfterGrace Unhealthy"),
        ["short of Ready pods, nobody knows since when"] = (With(state => state with { Ready = 0 }), "NotEnoughReady AfterGrace Degraded"),
        ["in a rollout that gets on"] = (With(state => state with { Updated = 0, Conditions = [Condition("Progressing", "True", 5000) with { UpdatedAt = Ago(1) }] }), "RolloutUnfinished AfterGrace Degraded"),
        ["in a rollout that does not get on"] = (With(state => state with { Updated = 0, Conditions = [Condition("Progressing", "True", 5000) with { UpdatedAt = Ago(9) }] }), "RolloutUnfinished AfterGrace Unhealthy"),
        ["with old pods left"] = (With(state => state with { Current = 2, Conditions = [Condition("Progressing", "True", 5000) with { UpdatedAt = Ago(1) }] }), "RolloutUnfinished AfterGrace Degraded"),
        ["behind its image stream for long"] = (Healthy() with { ImageStreams = [Stream("api", NewDigest, minutes: 6), Stream("worker"), Stream("proxy")] }, "OldImage AfterGrace Unhealthy"),
        ["behind its image stream just now"] = (Healthy() with { ImageStreams = [Stream("api", NewDigest, minutes: 1), Stream("worker"), Stream("proxy")] }, "OldImage AfterGrace Degraded"),
        ["with an image by tag, which can't be compared"] = (
            With(state => state with { Images = new Dictionary<string, string> { ["api"] = "quay.io/shop/api:stg" } }) with { ImageStreams = [Stream("api", NewDigest), Stream("worker"), Stream("proxy")] }, ""),
    };

    private static readonly Dictionary<string, (ClusterSnapshot Snapshot, string Expected)> StreamCases = new()
    {
        ["all imported"] = (Healthy(), ""),
        ["one absent"] = (Healthy() with { ImageStreams = [Stream("worker"), Stream("proxy")] }, "ImageStreamMissing Terminal Unhealthy"),
        ["none, on plain Kubernetes"] = (Healthy() with { ImageStreams = [] }, "ImageStreamMissing Warning Healthy, ImageStreamMissing Warning Healthy, ImageStreamMissing Warning Healthy"),
        ["an image that is gone"] = (Streams(Stream("api", failure: "manifest unknown: manifest unknown")), "ImageImportFailed Terminal Unhealthy"),
        ["a registry with a bad hour"] = (Streams(Stream("api", failure: "received unexpected HTTP status: 503 Service Unavailable", minutes: 1)), "ImageImportFailing AfterGrace Degraded"),
        ["a registry with a bad day"] = (Streams(Stream("api", failure: "received unexpected HTTP status: 503 Service Unavailable", minutes: 60)), "ImageImportFailing AfterGrace Unhealthy"),
        ["somebody else's image that is gone"] = (Healthy() with { ImageStreams = [Stream("api"), Stream("worker"), Stream("proxy", failure: "manifest unknown")] }, "ImageImportFailed Warning Healthy"),
        ["a tag without an image"] = (Streams(Stream("api", digest: null)), "ImageStreamTagMissing Terminal Unhealthy"),
        ["another environment's tag only"] = (Streams(Stream("api", tag: "prod")), "ImageStreamTagMissing Terminal Unhealthy"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static TheoryData<string> StreamNames => [.. StreamCases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_workload_is_judged_by_its_state(string name)
    {
        (ClusterSnapshot snapshot, string expected) = Cases[name];

        WorkloadHealth api = Api(snapshot);

        Short(api.Findings).ShouldBe(expected);
        api.Findings.ShouldAllBe(finding => !string.IsNullOrEmpty(finding.NextAction));
    }

    [Theory]
    [MemberData(nameof(StreamNames))]
    public void Image_streams_are_judged_by_their_state(string name)
    {
        (ClusterSnapshot snapshot, string expected) = StreamCases[name];

        Short(HealthClassifier.Classify(snapshot, Service, "stg", Now).Findings).ShouldBe(expected);
    }

    [Fact]
    public void A_pod_that_explains_why_its_workload_is_short_speaks_for_it()
    {
        PodState broken = Starting(1, Waiting("InvalidImageName"));

        Short(Api(With(broken)).Findings).ShouldBe("InvalidImageName Terminal Unhealthy");
    }

    [Fact]
    public void Pods_that_are_made_anew_again_and_again_do_not_hide_how_long_their_workload_is_short()
    {
        PodState young = Starting(1, Waiting("ContainerCreating"));
        ClusterSnapshot snapshot = With(young);
        WorkloadState state = Workload("api", young) with { Conditions = [Condition("Available", "False", 60)] };

        Short(Api(snapshot with { Workloads = [state, snapshot.Workloads[1]] }).Findings)
            .ShouldBe("NotEnoughReady AfterGrace Unhealthy, StuckCreating AfterGrace Degraded");
    }

    [Fact]
    public void The_environment_says_how_many_pods_a_workload_wants()
    {
        ClusterHealth health = HealthClassifier.Classify(Healthy(), Service, "prod", Now);

        health.Workloads[1].Desired.ShouldBe(2);
        HealthFinding finding = health.Workloads[1].Findings.ShouldHaveSingleItem();
        finding.Reason.ShouldBe("ReplicasReduced");
        finding.NextAction.ShouldBe("kubectl -n shop-stg scale statefulset/worker --replicas=2");
    }

    [Fact]
    public void What_nobody_promised_weighs_nothing_but_is_told()
    {
        ClusterSnapshot healthy = Healthy();
        PodState debug = Starting(60, Waiting("InvalidImageName")) with { Name = "debug", OwnerKind = null, OwnerName = null };
        PodState job = Pod() with { Name = "clean-1-abcde", OwnerKind = "Job", OwnerName = "clean-1", Phase = "Succeeded", Ready = false };

        ClusterHealth health = HealthClassifier.Classify(healthy with { Pods = [.. healthy.Pods, debug, job] }, Service, "stg", Now);

        Short(health.Findings).ShouldBe("InvalidImageName Warning Healthy");
        health.Workloads.ShouldAllBe(workload => workload.Verdict == HealthVerdict.Healthy);
    }

    [Fact]
    public void A_pod_without_owner_belongs_to_the_workload_whose_selector_matches_it()
    {
        PodState orphan = Starting(1, Waiting("InvalidImageName")) with { OwnerKind = null, OwnerName = null, Labels = new Dictionary<string, string> { ["component"] = "api" } };

        Short(Api(With(orphan)).Findings).ShouldBe("InvalidImageName Terminal Unhealthy");
    }

    private static ClusterSnapshot Streams(Images.ImageStreamState api) => Healthy() with { ImageStreams = [api, Stream("worker"), Stream("proxy")] };
}
