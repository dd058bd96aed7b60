using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ServiceGuru.Health;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using static ServiceGuru.Health.Sample;
using static ServiceGuru.Rollouts.RolloutSample;

namespace ServiceGuru.Rollouts;

/// <summary>The wait after the import, against a cluster whose state is a function of the clock.</summary>
public sealed class RolloutTests : RolloutBench
{
    [Fact]
    public async Task The_wait_ends_when_every_pod_runs_the_new_image_and_no_old_one_is_left()
    {
        Cluster(
            (0, Old()),
            (10, Rolling(Old().Pods[0] with { DeletionDeadline = Ago(-1), Ready = false }, Fresh("api-86f7d5c9b-n3w3r") with { Phase = "Pending", Ready = false })),
            (30, Rolling(Fresh(NewPod))));

        (ImportReport report, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldBeNull();
        report.Environment.ShouldBe("stg");
        report.Images.ShouldHaveSingleItem().ShouldBe(new ImageImport { ImageStream = "api", Tag = "stg", From = OldDigest, To = NewDigest, Revision = "116edc5", Imported = true });
        report.Workloads.ShouldHaveSingleItem().ShouldBe(new WorkloadRollout
        {
            Name = "api",
            Kind = WorkloadKind.Deployment,
            Image = $"quay.io/shop/api@{NewDigest}",
            Digest = NewDigest,
            PodsReplaced = 1,
            Ready = 1,
            Desired = 1,
            Finished = true,
            Duration = TimeSpan.FromSeconds(35),
        });
        World.Progress.Received().Report("api 0/1", 0);
        World.Progress.Received().Report("api 1/1", 1);
    }

    [Fact]
    public async Task A_workload_that_runs_the_image_already_is_done_at_once()
    {
        Cluster((0, Rolling(Fresh(NewPod))));

        (ImportReport report, Failure? failure) = await ConcludeAsync(Applied(roster: PodRoster.Of([Fresh(NewPod)]).ToString()));

        failure.ShouldBeNull();
        report.Workloads[0].PodsReplaced.ShouldBe(0);
        report.Workloads[0].Duration.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_pod_may_report_the_digest_of_its_own_architecture()
    {
        PodState pod = Fresh(NewPod) with { Containers = [Container("api", NewDigest) with { Digest = ArchDigest }] };
        Cluster((0, Rolling(pod)));

        (_, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_new_pod_that_is_ready_for_a_moment_only_is_not_done()
    {
        PodState crashed = Fresh(NewPod) with
        {
            Ready = false,
            Conditions = [Condition("Ready", "False", -0.3)],
            Containers = [Container("api", NewDigest) with { Phase = ContainerPhase.Waiting, Ready = false, Reason = "CrashLoopBackOff", Restarts = 3, LastExitCode = 1, LastFinishedAt = Now }],
        };
        Cluster((0, Old()), (10, Rolling(Fresh(NewPod))), (15, Rolling(crashed)));

        (ImportReport report, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldNotBeNull().Id.ShouldBe("RolloutFailed");
        report.Workloads[0].Finished.ShouldBeFalse();
        report.Workloads[0].Duration.ShouldBeNull();
    }

    [Fact]
    public async Task Old_pods_that_crash_do_not_fail_the_rollout_that_cures_them()
    {
        PodState broken = Unready(60, Waiting("CrashLoopBackOff", restarts: 20) with { LastExitCode = 1 });
        ConditionState exceeded = Condition("Progressing", "False", 50, "ProgressDeadlineExceeded", "timed out");
        ClusterSnapshot before = Old() with { Pods = [broken, Healthy().Pods[1]] };
        before = before with { Workloads = [Workload("api", broken) with { Conditions = [exceeded] }, before.Workloads[1]] };
        Cluster((0, before), (20, Rolling(Fresh(NewPod))));

        (_, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_new_pod_whose_image_cannot_be_found_ends_the_wait_at_once()
    {
        Cluster((0, Old()), (10, Rolling(Broken("ImagePullBackOff", "manifest unknown"))));

        (ImportReport report, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldNotBeNull().Id.ShouldBe("RolloutFailed");
        failure.Kind.ShouldBe(FailureKind.Refused);
        failure.Target.ShouldBe($"pod/{NewPod}");
        failure.Cause.ShouldBe("manifest unknown");
        failure.NextAction.ShouldNotBeNull().ShouldContain("guru rollout undo stg");
        failure.Details.ShouldHaveSingleItem().Id.ShouldBe("ImageNotFound");
        Elapsed.ShouldBe(TimeSpan.FromSeconds(10));
        report.Workloads[0].Ready.ShouldBe(0);
    }

    [Fact]
    public async Task A_crash_loop_of_the_new_image_comes_with_its_log()
    {
        PodState pod = Fresh(NewPod) with
        {
            Ready = false,
            Containers = [Container("api", NewDigest) with { Phase = ContainerPhase.Waiting, Ready = false, Reason = "CrashLoopBackOff", Restarts = 3, LastExitCode = 1 }],
        };
        Cluster((0, Rolling(pod)));

        (_, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldNotBeNull().Evidence.ShouldBe(["container api: CrashLoopBackOff, exit code 1, 3 restarts", "log of api: first line", "log of api: last line"]);
    }

    [Fact]
    public async Task A_state_that_often_heals_ends_the_wait_when_its_grace_has_passed()
    {
        Cluster((0, Rolling(Broken("ImagePullBackOff", "toomanyrequests"))));

        (_, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldNotBeNull().Details.ShouldHaveSingleItem().Id.ShouldBe("ImagePullRateLimited");
        Elapsed.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_state_that_heals_within_its_grace_does_no_harm()
    {
        Cluster((0, Rolling(Broken("ImagePullBackOff", "toomanyrequests"))), (240, Rolling(Fresh(NewPod))));

        (_, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldBeNull();
    }

    [Fact]
    public async Task The_grace_of_a_state_from_before_the_import_begins_with_the_wait()
    {
        // Production had imported by itself long before, and its pod has waited for its database ever since.
        PodState unready = Fresh(NewPod) with { CreatedAt = Ago(60), Ready = false, Conditions = [Condition("Ready", "False", 60)] };
        Cluster((0, Rolling(unready)), (200, Rolling(Fresh(NewPod))));

        (_, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldBeNull();
    }

    [Fact]
    public async Task An_old_pod_within_its_deletion_deadline_is_waited_for()
    {
        // Kubernetes does not count pods that end, so the workload itself looks finished.
        PodState ending = Pod() with { DeletionDeadline = Ago(-1) };
        ClusterSnapshot rolling = Rolling(ending, Fresh(NewPod));
        WorkloadState state = rolling.Workloads[0] with { Current = 1, Ready = 1, Available = 1 };
        Cluster((0, rolling with { Workloads = [state, rolling.Workloads[1]] }), (40, Rolling(Fresh(NewPod))));

        (ImportReport report, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldBeNull();
        report.Workloads[0].Duration.ShouldBe(TimeSpan.FromSeconds(45));
    }

    [Fact]
    public async Task A_container_without_a_probe_must_last_for_the_grace_once_it_crashed_again_and_again()
    {
        PodState pod = Fresh(NewPod) with { Containers = [Container("api", NewDigest) with { Restarts = 4, LastExitCode = 1, LastFinishedAt = Now }] };
        Cluster((0, Rolling(pod)));

        (_, Failure? failure) = await ConcludeAsync(Applied(roster: PodRoster.Of([pod]).ToString()));

        failure.ShouldBeNull();
        Elapsed.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task An_old_pod_that_does_not_end_is_told_with_the_command_that_ends_it()
    {
        PodState stuck = Pod() with { DeletionDeadline = Ago(0), Ready = false };
        Cluster((0, Rolling(stuck, Fresh(NewPod))));

        (_, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldNotBeNull().Details.ShouldHaveSingleItem().Id.ShouldBe("TerminatingStuck");
        failure.NextAction.ShouldNotBeNull().ShouldEndWith($"kubectl -n shop-stg delete pod {stuck.Name} --force --grace-period=0");
        Elapsed.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_broken_old_pod_that_holds_up_a_stateful_set_ends_the_wait_after_the_grace()
    {
        PodState broken = Starting(60, Waiting("ImagePullBackOff", "manifest unknown") with { Name = "worker", Image = $"quay.io/shop/worker@{OldDigest}" }) with
        {
            Name = "worker-0", OwnerKind = "StatefulSet", OwnerName = "worker",
        };
        WorkloadState state = Workload("worker", broken) with { Updated = 0, Images = new Dictionary<string, string> { ["worker"] = $"quay.io/shop/worker@{NewDigest}" } };
        ClusterSnapshot healthy = Healthy();
        Cluster((0, healthy with { Pods = [healthy.Pods[0], broken], Workloads = [healthy.Workloads[0], state], ImageStreams = [Stream("api"), Stream("worker", NewDigest, minutes: 0), Stream("proxy")] }));

        (_, Failure? failure) = await ConcludeAsync(Applied("worker"));

        failure.ShouldNotBeNull().Id.ShouldBe("RolloutFailed");
        failure.NextAction.ShouldNotBeNull().ShouldStartWith("guru import stg --again");
        Elapsed.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_template_that_does_not_follow_its_image_stream_ends_the_wait_after_the_grace()
    {
        Cluster((0, Old()));

        (_, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldNotBeNull().Details.ShouldHaveSingleItem().Id.ShouldBe("OldImage");
    }

    [Fact]
    public async Task A_rollout_that_takes_too_long_says_where_each_workload_stands()
    {
        // The controller never looks at the new template: nothing is broken, and nothing happens.
        ClusterSnapshot waiting = Old() with { ImageStreams = [Stream("api", null), Stream("worker"), Stream("proxy")] };
        Cluster((0, waiting));

        (ImportReport report, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldNotBeNull().Id.ShouldBe("RolloutTimedOut");
        failure.Message.ShouldBe("The rollout in stg was not finished after 15m.");
        failure.Evidence.ShouldBe(["deployment/api: 0 of 1 pods run sha256:111111111111 and are Ready; 1 old pod is left; its template has not followed yet"]);
        failure.NextAction.ShouldNotBeNull().ShouldContain("kubectl -n shop-stg get pods");
        Elapsed.ShouldBe(TimeSpan.FromMinutes(15));
        report.Workloads[0].Finished.ShouldBeFalse();
    }

    [Fact]
    public async Task A_cluster_out_of_reach_for_a_while_does_not_end_the_wait()
    {
        int looks = 0;
        World.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(_ => ++looks < 4 ? throw HealthContext.Unreachable("ClusterUnreachable") : Rolling(Fresh(NewPod)));

        (_, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldBeNull();
        Elapsed.ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_cluster_out_of_reach_to_the_end_leaves_nobody_knowing()
    {
        World.Cluster.SnapshotAsync(default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ClusterUnreachable"));

        (_, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldNotBeNull().Id.ShouldBe("RolloutTimedOut");
        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Details.ShouldHaveSingleItem().Id.ShouldBe("ClusterUnreachable");
    }

    [Fact]
    public async Task A_cluster_that_lets_nobody_in_ends_the_wait() =>
        await Should.ThrowAsync<GuruException>(() =>
        {
            World.Cluster.SnapshotAsync(default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ClusterForbidden"));
            return ConcludeAsync(Applied());
        });

    [Fact]
    public async Task A_pod_that_hung_before_the_wait_and_goes_within_the_grace_does_no_harm()
    {
        PodState stuck = Pod() with { DeletionDeadline = Ago(30), Ready = false };
        Cluster((0, Rolling(stuck, Fresh(NewPod))), (10, Rolling(Fresh(NewPod))));

        (_, Failure? failure) = await ConcludeAsync(Applied());

        failure.ShouldBeNull();
    }

    [Theory]
    [InlineData(2880, null)]
    [InlineData(0, "PodRejected")]
    public async Task A_pod_that_its_node_turned_away_counts_only_where_it_is_of_this_rollout(double minutesAgo, string? blocker)
    {
        PodState rejected = Fresh("api-86f7d5c9b-aaaaa") with { Phase = "Failed", Reason = "OutOfcpu", Ready = false, CreatedAt = Ago(minutesAgo), Containers = [] };
        PodState starting = Fresh(NewPod) with { Ready = false, Conditions = [Condition("Ready", "False", 0)] };
        ClusterSnapshot before = Rolling(starting);
        ClusterSnapshot after = Rolling(Fresh(NewPod));
        Cluster((0, before with { Pods = [rejected, .. before.Pods] }), (10, after with { Pods = [rejected, .. after.Pods] }));

        (_, Failure? failure) = await ConcludeAsync(Applied());

        failure?.Details.ShouldHaveSingleItem().Id.ShouldBe(blocker);
        (failure is null).ShouldBe(blocker is null);
    }
}
