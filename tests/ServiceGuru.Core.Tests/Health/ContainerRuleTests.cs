using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Health;

/// <summary>Every state of a container: a case, and a near miss beside it.</summary>
public sealed class ContainerRuleTests
{
    private const string BackOff = "ImagePullBackOff";

    private static readonly Dictionary<string, (ClusterSnapshot Snapshot, string Expected)> Cases = new()
    {
        ["an invalid image name"] = (With(Starting(1, Waiting("InvalidImageName"))), "InvalidImageName Terminal Unhealthy"),
        ["a pull that is forbidden by policy"] = (With(Starting(1, Waiting("ErrImageNeverPull"))), "ErrImageNeverPull Terminal Unhealthy"),
        ["a signature"] = (With(Starting(1, Waiting("SignatureValidationFailed"))), "SignatureValidationFailed Terminal Unhealthy"),
        ["an image that can't be inspected"] = (With(Starting(1, Waiting("ImageInspectError"))), "ImageInspectError AfterGrace Degraded"),
        ["an unknown manifest"] = (Pull("manifest unknown"), "ImageNotFound Terminal Unhealthy"),
        ["an image not found"] = (Pull("rpc error: code = NotFound desc = failed to resolve reference \"quay.io/shop/api:stg\": quay.io/shop/api:stg: not found"), "ImageNotFound Terminal Unhealthy"),
        ["access denied"] = (Pull("unauthorized: access to the requested resource is not authorized"), "ImagePullDenied Terminal Unhealthy"),
        ["a repository that is absent or secret"] = (Pull("pull access denied, repository does not exist or may require authorization"), "ImagePullDenied Terminal Unhealthy"),
        ["a rate limit"] = (Pull("toomanyrequests: You have reached your pull rate limit"), "ImagePullRateLimited AfterGrace Degraded"),
        ["a rate limit for too long"] = (Pull("toomanyrequests: You have reached your pull rate limit", 6), "ImagePullRateLimited AfterGrace Unhealthy"),
        ["a certificate"] = (Pull("tls: failed to verify certificate: x509: certificate signed by unknown authority"), "RegistryTlsFailed AfterGrace Degraded"),
        ["a name that does not resolve"] = (Pull("dial tcp: lookup quay.io on 10.0.0.10:53: no such host"), "RegistryNameNotResolved AfterGrace Degraded"),
        ["a registry with a bad hour"] = (Pull("unexpected status code 503 Service Unavailable"), "RegistryUnavailable AfterGrace Degraded"),
        ["a server error that mentions what it looked for"] = (Pull("received unexpected HTTP status: 502 Bad Gateway while checking that the manifest is not found"), "RegistryUnavailable AfterGrace Degraded"),
        ["a connection refused"] = (Pull("dial tcp 10.1.2.3:443: connect: connection refused"), "RegistryUnavailable AfterGrace Degraded"),
        ["a registry that the kubelet calls unavailable"] = (With(Starting(1, Waiting("RegistryUnavailable"))), "RegistryUnavailable AfterGrace Degraded"),
        ["a back-off without a word"] = (With(Starting(1, Waiting(BackOff, "Back-off pulling image"))), "ImagePullFailed AfterGrace Degraded"),
        ["a back-off whose reason stands in the event"] = (
            With(Starting(1, Waiting(BackOff, "Back-off pulling image")), Event("Failed", $"Failed to pull image \"quay.io/shop/api@{OldDigest}\": manifest unknown", 1)),
            "ImageNotFound Terminal Unhealthy"),
        ["a pull event of another container's image"] = (
            With(Starting(1, Waiting(BackOff, "Back-off pulling image")), Event("Failed", "Failed to pull image \"quay.io/shop/sidecar:1\": manifest unknown", 1)),
            "ImagePullFailed AfterGrace Degraded"),

        ["a missing configuration"] = (With(Starting(1, Waiting("CreateContainerConfigError", "secret \"shop\" not found"))), "CreateContainerConfigError Terminal Unhealthy"),
        ["a configuration not read yet"] = (With(Starting(1, Waiting("CreateContainerConfigError", "failed to sync secret cache: timed out waiting for the condition"))), "ConfigNotSynced AfterGrace Degraded"),
        ["a container that can't be made, once"] = (With(Starting(1, Waiting("CreateContainerError"))), "CreateContainerError AfterGrace Degraded"),
        ["a container that can't be started, twice"] = (With(Unready(1, Waiting("RunContainerError", restarts: 2))), "RunContainerError Terminal Unhealthy"),
        ["a start error while it backs off"] = (With(Unready(1, Waiting("CrashLoopBackOff", restarts: 2) with { LastReason = "StartError", LastExitCode = 128 })), "StartError Terminal Unhealthy"),
        ["a runtime in trouble"] = (With(Unready(1, Waiting("CrashLoopBackOff", restarts: 5) with { LastReason = "ContainerCannotRun", LastExitCode = 128 })), "ContainerCannotRun AfterGrace Degraded"),
        ["a command that can't run"] = (With(Unready(1, Waiting("CrashLoopBackOff", restarts: 5) with { LastReason = "ContainerCannotRun", LastExitCode = 127 })), "ContainerCannotRun Terminal Unhealthy"),
        ["a hook, the first time"] = (With(Unready(1, Waiting("PostStartHookError", restarts: 1))), "PostStartHookError AfterGrace Degraded"),
        ["a hook before the start, again"] = (With(Unready(1, Waiting("PreStartHookError", restarts: 3))), "PreStartHookError Terminal Unhealthy"),
        ["a hook before the creation"] = (With(Starting(1, Waiting("PreCreateHookError"))), "PreCreateHookError AfterGrace Degraded"),
        ["a sandbox error, again and again"] = (With(Starting(1, Waiting("CreatePodSandboxError", restarts: 7))), "CreatePodSandboxError AfterGrace Degraded"),
        ["a sandbox configuration error"] = (With(Starting(7, Waiting("ConfigPodSandboxError"))), "ConfigPodSandboxError AfterGrace Unhealthy"),

        ["a crash loop"] = (With(Unready(1, Crashed(3))), "CrashLoopBackOff Terminal Unhealthy"),
        ["the first crashes"] = (With(Unready(1, Crashed(2))), "CrashLoopBackOff AfterGrace Degraded"),
        ["few crashes, for long"] = (With(Unready(6, Crashed(2))), "CrashLoopBackOff AfterGrace Unhealthy"),
        ["out of memory, backs off"] = (With(Unready(1, Crashed(3) with { LastReason = "OOMKilled", LastExitCode = 137 })), "OOMKilled Terminal Unhealthy"),
        ["out of memory, down"] = (With(Unready(1, Container() with { Phase = ContainerPhase.Terminated, Reason = "OOMKilled", ExitCode = 137, Ready = false })), "OOMKilled AfterGrace Degraded"),
        ["out of memory, runs again"] = (With(Again(1, 30) with { LastReason = "OOMKilled" }), "OOMKilled Warning Healthy"),
        ["out of memory, long ago"] = (With(Again(1, 60 * 30) with { LastReason = "OOMKilled" }), ""),
        ["ended with an error"] = (With(Unready(1, Container() with { Phase = ContainerPhase.Terminated, Reason = "Error", ExitCode = 1, Ready = false, FinishedAt = Ago(1) })), "NonZeroExit AfterGrace Degraded"),
        ["ended well, in a service"] = (With(Unready(6, Container() with { Phase = ContainerPhase.Terminated, Reason = "Completed", ExitCode = 0, Ready = false })), "ServiceCompleted AfterGrace Unhealthy"),
        ["lost by its node"] = (With(Unready(6, Container() with { Phase = ContainerPhase.Terminated, Reason = "ContainerStatusUnknown", ExitCode = 137, Ready = false })), "ContainerStatusUnknown AfterGrace Unhealthy"),
        ["an init container that ended well"] = (With(Pod() with { Containers = [Init() with { Phase = ContainerPhase.Terminated, Reason = "Completed", ExitCode = 0 }, Container()] }), ""),
        ["an init container that crashes"] = (With(Starting(1, Init() with { Phase = ContainerPhase.Waiting, Reason = "CrashLoopBackOff", Restarts = 4, LastExitCode = 1 }, Waiting("PodInitializing"))), "CrashLoopBackOff Terminal Unhealthy"),
        ["an init container that takes its time"] = (With(Starting(4, Init() with { StartedAt = Ago(4) }, Waiting("PodInitializing"))), "InitStuck AfterGrace Degraded"),
        ["an init container that does not end"] = (With(Starting(9, Init() with { StartedAt = Ago(8) }, Waiting("PodInitializing"))), "InitStuck AfterGrace Unhealthy"),
        ["a sidecar that goes on running"] = (With(Pod() with { Containers = [Init() with { Sidecar = true }, Container()] }), ""),
        ["between two crashes, not Ready"] = (With(Unready(3, Again(4, 1) with { Ready = false })), "CrashLoop Terminal Unhealthy"),
        ["between two crashes, Ready without a probe"] = (With(Again(4, 1)), "CrashLoop AfterGrace Degraded"),
        ["crashed often, steady since"] = (With(Again(4, 20)), "Restarted Warning Healthy"),
        ["restarted once"] = (With(Again(1, 1)), "Restarted Warning Healthy"),
        ["restarted before the window"] = (With(Again(1, 60 * 25)), ""),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_container_is_judged_by_its_state(string name)
    {
        (ClusterSnapshot snapshot, string expected) = Cases[name];

        WorkloadHealth api = Api(snapshot);

        Short(api.Findings).ShouldBe(expected);
        api.Findings.ShouldAllBe(finding => finding.Evidence.Count > 0 && !string.IsNullOrEmpty(finding.NextAction));
    }

    [Fact]
    public void A_crash_says_container_exit_code_cause_and_where_its_log_is()
    {
        HealthFinding finding = Api(With(Unready(2, Crashed(7)))).Findings.ShouldHaveSingleItem();

        finding.Target.ShouldBe("pod/api-7d4b9c6f5-x2x4z");
        finding.Evidence.ShouldBe(["container api: CrashLoopBackOff, exit code 1 (Error), 7 restarts"]);
        finding.Cause.ShouldBe("It ended with exit code 1.");
        finding.NextAction.ShouldBe("kubectl -n shop-stg logs api-7d4b9c6f5-x2x4z -c api --previous");
        finding.Container.ShouldBe(new ContainerReference("api-7d4b9c6f5-x2x4z", "api", Previous: true));
    }

    [Fact]
    public void A_pod_of_a_stateful_set_with_a_bad_image_must_be_deleted_by_hand()
    {
        ClusterSnapshot healthy = Healthy();
        PodState broken = Starting(1, Waiting(BackOff, "manifest unknown")) with { Name = "worker-0", OwnerKind = "StatefulSet", OwnerName = "worker" };
        ClusterSnapshot snapshot = healthy with { Pods = [healthy.Pods[0], broken], Workloads = [healthy.Workloads[0], Workload("worker", broken)] };

        HealthFinding finding = HealthClassifier.Classify(snapshot, Service, "stg", Now).Workloads[1].Findings.ShouldHaveSingleItem();

        finding.NextAction.ShouldNotBeNull().ShouldContain("guru import stg");
        finding.NextAction.ShouldEndWith("kubectl -n shop-stg delete pod worker-0");
    }

    [Fact]
    public void Each_broken_container_of_a_pod_is_told()
    {
        PodState pod = Starting(1, Waiting(BackOff, "manifest unknown"), Crashed(5) with { Name = "proxy" });

        Short(Api(With(pod)).Findings).ShouldBe("ImageNotFound Terminal Unhealthy, CrashLoopBackOff Terminal Unhealthy");
    }

    [Fact]
    public void A_hook_after_the_start_points_to_the_log_of_the_program_that_it_ended() =>
        Api(With(Unready(1, Waiting("PostStartHookError", restarts: 1)))).Findings.ShouldHaveSingleItem().Container.ShouldNotBeNull().Previous.ShouldBeTrue();

    private static ClusterSnapshot Pull(string message, double minutes = 1) => With(Starting(minutes, Waiting("ErrImagePull", message)));

    private static ClusterSnapshot With(ContainerState container) => Sample.With(Pod() with { Containers = [container] });

    private static ClusterSnapshot With(PodState pod, params ClusterEvent[] events) => Sample.With(pod, events);

    private static ContainerState Crashed(int restarts) => Waiting("CrashLoopBackOff", "back-off 40s restarting failed container", restarts) with
    {
        LastExitCode = 1,
        LastReason = "Error",
        LastFinishedAt = Ago(0.5),
    };

    private static ContainerState Again(int restarts, double minutes) => Container() with
    {
        Restarts = restarts,
        LastExitCode = 1,
        LastReason = "Error",
        LastFinishedAt = Ago(minutes),
        StartedAt = Ago(minutes),
    };

    private static ContainerState Init() => Container("migrate") with { Init = true, StartedAt = Ago(1) };
}
