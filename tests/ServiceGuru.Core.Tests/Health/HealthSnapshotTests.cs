using System.Text.Json;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ServiceGuru.Health.Surroundings;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Health;

/// <summary>A saved snapshot is judged as the live environment was.</summary>
public sealed class HealthSnapshotTests : IDisposable
{
    private readonly HealthContext _world = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("guru-snapshot-").FullName;

    private string File => Path.Combine(_folder, "case.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_live_report_is_the_report_of_its_snapshot()
    {
        _world.Cluster.SnapshotAsync(Arg.Any<CancellationToken>()).Returns(With(Unready(60, Waiting("CrashLoopBackOff", restarts: 9) with { LastExitCode = 1 }), Event("BackOff", "Back-off restarting", 9)));
        _world.Cluster.ReadSurroundingsAsync(Arg.Any<CancellationToken>()).Returns(new ClusterSurroundings
        {
            VolumeClaims = [new VolumeClaimState("data", "Lost", "gp3", "pv-1", Ago(60))],
            Unread = [new UnreadKind("nodes", "403 Forbidden")],
        });
        _world.Tracker.ListRatesAsync(default!, default, default, default).ReturnsForAnyArgs([Rate(400, 20)]);
        _world.Api.GetVersionsAsync(default).ReturnsForAnyArgs([new DeployedComponent("library", null, "1.2")]);
        _world.Api.CheckDashboardAsync(default).ThrowsAsyncForAnyArgs(HealthContext.Unreachable("DashboardUnreachable"));
        HealthReport live = await CheckAsync(new HealthCheckRequest { Environment = "stg" });
        await HealthDocument.WriteAsync(File, await SnapshotAsync(), default);

        _world.Connections.ClearReceivedCalls();
        _world.Clock.Advance(TimeSpan.FromDays(3));
        HealthReport saved = await CheckAsync(new HealthCheckRequest { Environment = "stg", From = File });

        Json(saved).ShouldBe(Json(live));
        saved.Findings.Select(finding => finding.Reason).ShouldBe(["VolumeClaimLost", "IssueRateJump", "DashboardUnreachable"], ignoreOrder: true);
        saved.Workloads[0].Findings[0].Evidence.ShouldContain("log of api: last line");
        saved.Notes.ShouldContain("nodes could not be looked at: 403 Forbidden");
        _world.Connections.ReceivedCalls().ShouldBeEmpty("a saved snapshot asks nobody");
    }

    [Theory]
    [InlineData("nonsense", "line 1, column 2")]
    [InlineData("{\n  \"format\": \"serviceguru/health-snapshot/1\",\n  \"service\": 5\n}", "line 3")]
    [InlineData("{}", "required")]
    [InlineData("null", "null")]
    [InlineData("""{"format":"other/9","service":"shop","environment":"stg","takenAt":"2026-05-18T12:00:00Z","cluster":{}}""", "other/9")]
    public async Task A_file_that_is_no_snapshot_is_refused_with_its_place(string content, string expected)
    {
        await System.IO.File.WriteAllTextAsync(File, content);

        Failure failure = (await Should.ThrowAsync<GuruException>(() => CheckAsync(new HealthCheckRequest { Environment = "stg", From = File }))).Failure;

        (failure.Id, failure.Kind, failure.Target).ShouldBe(("HealthFileUnreadable", FailureKind.Usage, File));
        failure.Cause.ShouldNotBeNull().ShouldContain(expected);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told() =>
        (await Should.ThrowAsync<GuruException>(() => CheckAsync(new HealthCheckRequest { Environment = "stg", From = File }))).Failure.Id.ShouldBe("HealthFileMissing");

    [Fact]
    public async Task A_snapshot_of_another_environment_is_refused()
    {
        await HealthDocument.WriteAsync(File, await SnapshotAsync() with { Environment = "prod" }, default);

        (await Should.ThrowAsync<GuruException>(() => CheckAsync(new HealthCheckRequest { Environment = "stg", From = File }))).Failure.Id.ShouldBe("SnapshotOfAnotherEnvironment");
    }

    [Fact]
    public async Task A_window_for_a_saved_snapshot_is_refused() =>
        (await Should.ThrowAsync<GuruException>(() => CheckAsync(new HealthCheckRequest { Environment = "stg", From = File, Since = TimeSpan.FromHours(1) }))).Failure.Id.ShouldBe("InvalidWindow");

    [Fact]
    public async Task A_place_that_cannot_be_written_is_told() =>
        (await Should.ThrowAsync<GuruException>(() => HealthDocument.WriteAsync(Path.Combine(_folder, "no", "case.json"), 1, default))).Failure.Id.ShouldBe("HealthFileNotWritten");

    [Fact]
    public async Task A_device_is_written_to_and_not_replaced_by_a_file()
    {
        const string Full = "/dev/full";
        if (System.IO.File.Exists(Full))
        {
            (await Should.ThrowAsync<GuruException>(() => HealthDocument.WriteAsync(Full, 1, default))).Failure.Id.ShouldBe("HealthFileNotWritten");
        }
    }

    [Fact]
    public async Task A_snapshot_is_no_baseline_in_which_nothing_was_wrong()
    {
        await HealthDocument.WriteAsync(File, await SnapshotAsync(), default);

        (await Should.ThrowAsync<GuruException>(() => HealthDocument.ReadBaselineAsync(File, default))).Failure.Id.ShouldBe("HealthFileUnreadable");
    }

    private static IssueRate Rate(long events, long earlier) => new()
    {
        Id = "SHOP-9", Title = "KeyError", WebUrl = new Uri("https://errors.example/9"), FirstSeen = Ago(60 * 24 * 90),
        Since = Ago(60 * 24), Until = Now, Events = events, EarlierSince = Ago(60 * 24 * 8), EarlierEvents = earlier,
    };

    private static string Json(HealthReport report) => JsonSerializer.Serialize(report, LedgerJson.Indented);

    private async Task<HealthSnapshot> SnapshotAsync() =>
        (HealthSnapshot)(await new TakeHealthSnapshot().ConcludeAsync(new HealthPictureRequest { Environment = "stg" }, [], _world.Context, default)).Output;

    private async Task<HealthReport> CheckAsync(HealthCheckRequest request) =>
        (HealthReport)(await new CheckHealth().ConcludeAsync(request, [], _world.Context, default)).Output;
}
