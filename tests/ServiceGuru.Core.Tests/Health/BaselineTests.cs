using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;
using ServiceGuru.Sessions;
using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Health;

/// <summary>What was wrong before does not block, what is new does.</summary>
public sealed class BaselineTests
{
    private readonly HealthContext _world = new();

    [Fact]
    public async Task An_old_failure_is_known_also_when_its_pod_was_replaced()
    {
        Snapshot(Crashing("api-7d4b9c6f5-x2x4z"));
        HealthBaseline before = await BaselineAsync();
        Snapshot(Crashing("api-5f6c7d8e9-abcde"));

        (HealthReport report, Failure? failure) = await CheckAsync(before);

        failure.ShouldBeNull();
        report.Verdict.ShouldBe(HealthVerdict.Healthy);
        HealthFinding finding = report.Workloads[0].Findings.ShouldHaveSingleItem();
        (finding.Known, finding.Reason, finding.Subject).ShouldBe((true, "CrashLoopBackOff", "deployment/api"));
    }

    [Fact]
    public async Task Another_failure_of_the_same_pod_is_news()
    {
        Snapshot(Crashing("api-7d4b9c6f5-x2x4z"));
        HealthBaseline before = await BaselineAsync();
        Snapshot(With(Starting(1, Waiting("InvalidImageName"))));

        (await CheckAsync(before)).Failure.ShouldNotBeNull().Details.ShouldHaveSingleItem().Id.ShouldBe("InvalidImageName");
    }

    [Fact]
    public async Task One_more_of_the_same_is_news()
    {
        Snapshot(Crashing("api-7d4b9c6f5-x2x4z"));
        HealthBaseline before = await BaselineAsync();
        ClusterSnapshot one = Crashing("api-7d4b9c6f5-x2x4z");
        Snapshot(one with { Pods = [.. one.Pods, one.Pods[0] with { Name = "api-7d4b9c6f5-zzzzz" }] });

        (HealthReport report, Failure? failure) = await CheckAsync(before);

        failure.ShouldNotBeNull().Details.ShouldHaveSingleItem();
        report.Workloads[0].Findings.Count(finding => finding.Known).ShouldBe(1);
    }

    [Fact]
    public async Task A_warning_that_became_a_failure_is_news()
    {
        Snapshot(With(Pod() with { Containers = [Container() with { LastReason = "OOMKilled", LastExitCode = 137, LastFinishedAt = Ago(30), Restarts = 1 }] }));
        HealthBaseline before = await BaselineAsync();
        before.Findings.ShouldHaveSingleItem().Reason.ShouldBe("OOMKilled");
        Snapshot(With(Unready(20, Container() with { Phase = ContainerPhase.Terminated, Reason = "OOMKilled", ExitCode = 137, FinishedAt = Ago(20) })));

        (await CheckAsync(before)).Failure.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_cannot_be_read_is_never_known()
    {
        _world.Tracker.ListNewIssuesAsync(default!, default, default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ErrorTrackerUnreachable"));
        HealthBaseline before = await BaselineAsync();
        before.Unread.ShouldNotBeEmpty();
        before.Findings.ShouldBeEmpty();

        (await CheckAsync(before)).Failure.ShouldNotBeNull().Id.ShouldBe("HealthUnknown");
    }

    [Fact]
    public async Task Issues_of_before_do_not_count_against_those_that_are_allowed()
    {
        _world.Service = Service with { Health = new HealthPolicy { NewIssuesAllowed = 1 } };
        Issues("SHOP-1", "SHOP-2");
        HealthBaseline before = await BaselineAsync();

        Issues("SHOP-1", "SHOP-2", "SHOP-3");
        (await CheckAsync(before)).Failure.ShouldBeNull();
        Issues("SHOP-1", "SHOP-2", "SHOP-3", "SHOP-4");
        (HealthReport report, Failure? failure) = await CheckAsync(before);

        failure.ShouldNotBeNull().Details.Select(detail => detail.Target).ShouldBe(["SHOP-3", "SHOP-4"], ignoreOrder: true);
        report.Findings.Where(finding => finding.Known).Select(finding => finding.Target).ShouldBe(["SHOP-1", "SHOP-2"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_baseline_concludes_well_unless_nothing_could_be_read()
    {
        Snapshot(Crashing("api-7d4b9c6f5-x2x4z"));
        (await new TakeHealthBaseline().ConcludeAsync(new HealthPictureRequest { Environment = "stg" }, [], _world.Context, default)).Failure.ShouldBeNull();

        _world.Cluster.SnapshotAsync(default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ClusterUnreachable"));
        _world.Tracker.ListNewIssuesAsync(default!, default, default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ErrorTrackerUnreachable"));
        _world.Api.CheckApiAsync(default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("ServiceApiUnreachable"));
        _world.Api.CheckDashboardAsync(default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("DashboardUnreachable"));
        (await Should.ThrowAsync<GuruException>(BaselineAsync)).Failure.Id.ShouldBe("HealthUnknown");
    }

    [Fact]
    public async Task A_baseline_of_another_environment_is_refused()
    {
        HealthBaseline before = await BaselineAsync() with { Environment = "prod" };

        (await Should.ThrowAsync<GuruException>(() => CheckAsync(before))).Failure.Id.ShouldBe("BaselineOfAnotherEnvironment");
    }

    [Fact]
    public async Task Rates_are_measured_since_the_baseline()
    {
        HealthBaseline before = await BaselineAsync();
        _world.Clock.Advance(TimeSpan.FromHours(1));

        await CheckAsync(before);

        await _world.Tracker.Received(1).ListRatesAsync("staging", Now - TimeSpan.FromDays(7), Now, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_runbook_hands_the_baseline_on()
    {
        Snapshot(Crashing("api-7d4b9c6f5-x2x4z"));
        using TestBench bench = new(_world.Clock);
        ServiceSession session = new()
        {
            Service = _world.Service,
            Connections = _world.Connections,
            Ledger = bench.Journal,
            Operations = StandardOperations.Create(),
            Parser = new YamlDocumentParser(),
            Time = _world.Clock,
        };
        Runbook runbook = new RunbookReader(session.Parser, session.Operations).Read(
            """
            name: check
            steps:
              - id: before
                uses: health/baseline
                with: { environment: stg }
              - id: after
                uses: health/check
                with: { environment: stg, baseline: "${{ steps.before.output }}" }
            """,
            null);

        RunState state = (await session.RunAsync(runbook, bench.Options, bench, bench, default)).State;

        state.Failure?.ToString().ShouldBeNull();
        state.Step("after").OutputAsJson()!["verdict"]!.GetValue<string>().ShouldBe("healthy");
    }

    private static ClusterSnapshot Crashing(string pod) => With(Unready(60, Waiting("CrashLoopBackOff", restarts: 9) with { LastExitCode = 1 }) with { Name = pod, OwnerName = pod[..pod.LastIndexOf('-')] });

    private void Snapshot(ClusterSnapshot snapshot) => _world.Cluster.SnapshotAsync(Arg.Any<CancellationToken>()).Returns(snapshot);

    private void Issues(params string[] ids) => _world.Tracker.ListNewIssuesAsync(default!, default, default).ReturnsForAnyArgs(
        [.. ids.Select(id => new TrackedIssue { Id = id, Title = "KeyError", WebUrl = new Uri($"https://errors.example/{id}"), FirstSeen = Ago(60), LastSeen = Ago(1), Events = 4 })]);

    private async Task<HealthBaseline> BaselineAsync() =>
        (HealthBaseline)(await new TakeHealthBaseline().ConcludeAsync(new HealthPictureRequest { Environment = "stg" }, [], _world.Context, default)).Output;

    private async Task<(HealthReport Report, Failure? Failure)> CheckAsync(HealthBaseline baseline)
    {
        Conclusion conclusion = await new CheckHealth().ConcludeAsync(new HealthCheckRequest { Environment = "stg", Baseline = baseline }, [], _world.Context, default);
        return ((HealthReport)conclusion.Output, conclusion.Failure);
    }
}
