using System.Diagnostics;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Health;

public sealed class CheckHealthTests
{
    private readonly HealthContext _world = new();
    private readonly CheckHealth _operation = new();

    [Fact]
    public async Task A_healthy_environment_is_a_yes()
    {
        Conclusion conclusion = await CheckAsync();

        conclusion.Failure.ShouldBeNull();
        HealthReport report = conclusion.Output.ShouldBeOfType<HealthReport>();
        report.Verdict.ShouldBe(HealthVerdict.Healthy);
        report.CheckedAt.ShouldBe(Now);
        report.Workloads.Select(workload => $"{workload.Name} {workload.Ready}/{workload.Desired}").ShouldBe(["api 1/1", "worker 1/1"]);
        report.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_crashing_container_is_told_with_the_last_lines_of_its_log()
    {
        Snapshot(With(Unready(2, Waiting("CrashLoopBackOff", restarts: 4) with { LastExitCode = 1 })));

        Failure failure = (await CheckAsync()).Failure.ShouldNotBeNull();

        failure.Id.ShouldBe("EnvironmentUnhealthy");
        failure.Kind.ShouldBe(FailureKind.Refused);
        Failure detail = failure.Details.ShouldHaveSingleItem();
        detail.Id.ShouldBe("CrashLoopBackOff");
        detail.Evidence.ShouldBe(["container api: CrashLoopBackOff, exit code 1, 4 restarts", "log of api: first line", "log of api: last line"]);
        failure.Evidence.ShouldBe(detail.Evidence);
        failure.NextAction.ShouldBe(detail.NextAction);
        await _world.Cluster.Received(1).ReadLogTailAsync("api-7d4b9c6f5-x2x4z", "api", true, Arg.Any<int>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Logs_of_healthy_or_restarted_containers_are_not_read()
    {
        Snapshot(With(Pod() with { Containers = [Container() with { Restarts = 1, LastFinishedAt = Ago(10), LastExitCode = 1 }] }));

        Conclusion conclusion = await CheckAsync();

        conclusion.Failure.ShouldBeNull();
        ((HealthReport)conclusion.Output).Workloads[0].Findings.ShouldHaveSingleItem().Reason.ShouldBe("Restarted");
        await _world.Cluster.DidNotReceiveWithAnyArgs().ReadLogTailAsync(default!, default!, default, default, default);
    }

    [Fact]
    public async Task Logs_of_at_most_five_containers_are_read()
    {
        ClusterSnapshot healthy = Healthy();
        PodState[] broken = [.. Enumerable.Range(0, 20).Select(i => Unready(2, Waiting("CrashLoopBackOff", restarts: 4)) with { Name = $"api-7d4b9c6f5-{i:00000}" })];
        Snapshot(healthy with { Pods = [.. broken, healthy.Pods[1]] });

        Conclusion conclusion = await CheckAsync();

        conclusion.Failure.ShouldNotBeNull().Details.Count.ShouldBe(20);
        await _world.Cluster.ReceivedWithAnyArgs(5).ReadLogTailAsync(default!, default!, default, default, default);
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_leaves_the_finding_and_says_so()
    {
        Snapshot(With(Unready(2, Waiting("CrashLoopBackOff", restarts: 4))));
        _world.Cluster.ReadLogTailAsync(default!, default!, default, default, default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ClusterForbidden"));

        Failure failure = (await CheckAsync()).Failure.ShouldNotBeNull();

        failure.Id.ShouldBe("EnvironmentUnhealthy");
        failure.Evidence[^1].ShouldBe("log of api: not readable (ClusterForbidden: ClusterForbidden happened.)");
    }

    [Fact]
    public async Task A_state_within_its_grace_is_not_yet_a_yes_and_another_attempt_may_succeed()
    {
        Snapshot(With(Starting(2, Waiting("ContainerCreating"))));

        Conclusion conclusion = await CheckAsync();

        ((HealthReport)conclusion.Output).Verdict.ShouldBe(HealthVerdict.Degraded);
        Failure failure = conclusion.Failure.ShouldNotBeNull();
        failure.Id.ShouldBe("EnvironmentDegraded");
        failure.Kind.ShouldBe(FailureKind.Refused);
        failure.Transient.ShouldBeTrue();
        failure.NextAction.ShouldNotBeNull().ShouldContain("12:03:00Z");
    }

    [Fact]
    public async Task A_source_that_cannot_be_read_makes_the_answer_unknown_and_never_healthy()
    {
        _world.Tracker.ListNewIssuesAsync(default!, default, default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ErrorTrackerUnreachable"));

        Conclusion conclusion = await CheckAsync();

        HealthReport report = (HealthReport)conclusion.Output;
        report.Verdict.ShouldBe(HealthVerdict.Unknown);
        report.Workloads.ShouldAllBe(workload => workload.Verdict == HealthVerdict.Healthy);
        HealthFinding finding = report.Findings.ShouldHaveSingleItem();
        finding.Reason.ShouldBe("ErrorTrackerUnreachable");
        finding.Verdict.ShouldBe(HealthVerdict.Unknown);
        Failure failure = conclusion.Failure.ShouldNotBeNull();
        failure.Id.ShouldBe("HealthUnknown");
        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.NextAction.ShouldBe("Look at the network.");
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_read_leaves_every_workload_unknown()
    {
        _world.Cluster.SnapshotAsync(default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ClusterUnreachable"));

        HealthReport report = (HealthReport)(await CheckAsync()).Output;

        report.Workloads.Select(workload => (workload.Name, workload.Verdict, workload.Ready)).ShouldBe(
            [("api", HealthVerdict.Unknown, null), ("worker", HealthVerdict.Unknown, null)]);
    }

    [Fact]
    public async Task What_is_surely_broken_outweighs_what_nobody_can_tell()
    {
        Snapshot(With(Starting(1, Waiting("InvalidImageName"))));
        _world.Api.CheckApiAsync(default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ServiceApiUnreachable"));

        Failure failure = (await CheckAsync()).Failure.ShouldNotBeNull();

        failure.Id.ShouldBe("EnvironmentUnhealthy");
        failure.Details.Select(detail => (detail.Id, detail.Kind)).ShouldBe([("InvalidImageName", FailureKind.Refused), ("ServiceApiUnreachable", FailureKind.Unreachable)]);
    }

    [Fact]
    public async Task With_no_source_readable_there_is_no_report()
    {
        _world.Cluster.SnapshotAsync(default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ClusterUnreachable"));
        _world.Tracker.ListNewIssuesAsync(default!, default, default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ErrorTrackerUnreachable"));
        _world.Api.CheckApiAsync(default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ServiceApiUnreachable"));
        _world.Api.CheckDashboardAsync(default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("DashboardUnreachable"));

        Failure failure = (await Should.ThrowAsync<GuruException>(CheckAsync)).Failure;

        failure.Id.ShouldBe("HealthUnknown");
        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Details.Select(detail => detail.Id).ShouldBe(["ClusterUnreachable", "ErrorTrackerUnreachable", "ServiceApiUnreachable", "DashboardUnreachable"]);
    }

    [Fact]
    public async Task An_endpoint_that_answers_wrongly_is_unhealthy_and_one_out_of_reach_is_unknown()
    {
        _world.Api.CheckApiAsync(default).ReturnsForAnyArgs(
        [
            new EndpointCheck(new Uri("https://stg.example/api/healthz?page=1&per_page=2"), false, "503 Service Unavailable", TimeSpan.FromSeconds(1)),
            new EndpointCheck(new Uri("https://stg.example/api/builds"), null, "timed out", TimeSpan.FromSeconds(10)),
        ]);

        Failure failure = (await CheckAsync()).Failure.ShouldNotBeNull();

        failure.Details.Select(detail => (detail.Id, detail.Target, detail.Cause)).ShouldBe(
        [
            ("EndpointUnhealthy", "https://stg.example/api/healthz?page=1&per_page=2", "503 Service Unavailable"),
            ("EndpointUnreachable", "https://stg.example/api/builds", "timed out"),
        ]);
        failure.Details[0].NextAction.ShouldBe("curl -i 'https://stg.example/api/healthz?page=1&per_page=2'");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task New_issues_count_from_the_number_that_the_policy_allows(int allowed, bool healthy)
    {
        _world.Service = Service with { Health = new HealthPolicy { NewIssuesAllowed = allowed } };
        _world.Tracker.ListNewIssuesAsync(default!, default, default).ReturnsForAnyArgs([Issue("SHOP-1", 4, false), Issue("SHOP-2", 90, true)]);

        Conclusion conclusion = await CheckAsync();

        ((HealthReport)conclusion.Output).Findings.Select(finding => $"{finding.Reason} {finding.Target}").ShouldBe(["RegressedIssue SHOP-2", "NewIssue SHOP-1"]);
        (conclusion.Failure is null).ShouldBe(healthy);
    }

    [Fact]
    public async Task The_error_tracker_is_asked_for_the_environment_and_the_window()
    {
        await CheckAsync();
        await _world.Tracker.Received(1).ListNewIssuesAsync("staging", Now - TimeSpan.FromHours(24), Arg.Any<CancellationToken>());

        await _operation.ConcludeAsync(new HealthCheckRequest { Environment = "stg", Since = TimeSpan.FromHours(2) }, [], _world.Context, CancellationToken.None);
        await _world.Tracker.Received(1).ListNewIssuesAsync("staging", Now - TimeSpan.FromHours(2), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Endpoints_that_the_definition_does_not_name_are_not_asked()
    {
        await _operation.ConcludeAsync(new HealthCheckRequest { Environment = "prod" }, [], _world.Context, CancellationToken.None);

        await _world.Api.DidNotReceiveWithAnyArgs().CheckApiAsync(default);
        await _world.Api.DidNotReceiveWithAnyArgs().CheckDashboardAsync(default);
    }

    [Fact]
    public async Task The_plan_changes_nothing_and_asks_nobody()
    {
        Plan plan = await _operation.PlanAsync(new HealthCheckRequest { Environment = "stg" }, _world.Context, CancellationToken.None);

        plan.Changes.ShouldBeEmpty();
        plan.Notes.ShouldHaveSingleItem().Text.ShouldBe("Looks at 2 workloads in shop-stg and what stands around them, the error tracker's new issues and event rates, the API, the heads of main, the dashboard; changes nothing.");
        await _world.Cluster.DidNotReceiveWithAnyArgs().SnapshotAsync(default);
    }

    [Fact]
    public async Task An_unknown_environment_is_told_with_what_was_probably_meant()
    {
        var request = new HealthCheckRequest { Environment = "prd" };

        Failure failure = (await Should.ThrowAsync<GuruException>(() => _operation.PlanAsync(request, _world.Context, CancellationToken.None))).Failure;

        failure.Id.ShouldBe("UnknownEnvironment");
        failure.Kind.ShouldBe(FailureKind.Usage);
        failure.Message.ShouldBe("Service shop has no environment 'prd'. Did you mean 'prod'?");
        failure.Cause.ShouldBe("Known: prod, stg.");
    }

    [Fact]
    public async Task A_window_of_nothing_is_refused()
    {
        var request = new HealthCheckRequest { Environment = "stg", Since = TimeSpan.Zero };

        (await Should.ThrowAsync<GuruException>(() => _operation.PlanAsync(request, _world.Context, CancellationToken.None))).Failure.Id.ShouldBe("InvalidWindow");
    }

    [Fact]
    public void Five_hundred_pods_are_judged_in_a_moment()
    {
        ClusterSnapshot healthy = Healthy();
        PodState[] pods = [.. Enumerable.Range(0, 500).Select(i => (i % 5 == 0 ? Unready(6, Waiting("ImagePullBackOff", "manifest unknown")) : Pod()) with { Name = $"api-7d4b9c6f5-{i:00000}" })];
        ClusterEvent[] events = [.. Enumerable.Range(0, 5000).Select(i => Event("Failed", "Failed to pull image", 3, $"api-7d4b9c6f5-{i % 500:00000}"))];
        ClusterSnapshot snapshot = healthy with { Pods = [.. pods, healthy.Pods[1]], Events = events };
        Api(snapshot).Findings.Count.ShouldBe(100);

        long start = Stopwatch.GetTimestamp();
        Api(snapshot);

        // Some milliseconds; the bound leaves room for a busy machine.
        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromMilliseconds(250));
    }

    private static TrackedIssue Issue(string id, long events, bool regressed) => new()
    {
        Id = id,
        Title = "KeyError",
        WebUrl = new Uri($"https://errors.example/{id}"),
        FirstSeen = Ago(60),
        LastSeen = Ago(1),
        Events = events,
        Regressed = regressed,
    };

    private void Snapshot(ClusterSnapshot snapshot) => _world.Cluster.SnapshotAsync(Arg.Any<CancellationToken>()).Returns(snapshot);

    private Task<Conclusion> CheckAsync() => _operation.ConcludeAsync(new HealthCheckRequest { Environment = "stg" }, [], _world.Context, CancellationToken.None);
}
