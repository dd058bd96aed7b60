using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Health;

/// <summary>What is not the cluster's: event rates and versions, and what is worth another try.</summary>
public sealed class StagingCheckTests
{
    private static readonly string Head = new('a', 40);
    private static readonly string Deployed = new('b', 40);
    private readonly HealthContext _world = new();

    [Theory]
    [InlineData(400, 20, true)]
    [InlineData(400, 900, false)]
    [InlineData(40, 2, false)]
    [InlineData(200, 0, true)]
    public async Task A_rate_that_jumps_counts_from_the_policys_factor_and_minimum_on(long events, long earlier, bool jumps)
    {
        Rates(Rate(events, earlier));

        Conclusion conclusion = await CheckAsync();

        (conclusion.Failure is not null).ShouldBe(jumps);
        ((HealthReport)conclusion.Output).Findings.Select(finding => finding.Reason).ShouldBe(jumps ? ["IssueRateJump"] : []);
    }

    [Fact]
    public async Task A_young_issue_is_measured_from_its_beginning_on()
    {
        Rates(Rate(400, 100) with { FirstSeen = Ago(60 * 28) });

        (await CheckAsync()).Failure.ShouldBeNull("100 events in the 4 hours before are 25 an hour, 400 in 24 hours 17");
    }

    [Fact]
    public async Task A_new_issue_is_told_once()
    {
        Rates(Rate(400, 0) with { FirstSeen = Ago(60) });
        _world.Tracker.ListNewIssuesAsync(default!, default, default).ReturnsForAnyArgs(
            [new TrackedIssue { Id = "SHOP-9", Title = "KeyError", WebUrl = new Uri("https://errors.example/9"), FirstSeen = Ago(60), LastSeen = Ago(1), Events = 400 }]);

        ((HealthReport)(await CheckAsync()).Output).Findings.ShouldHaveSingleItem().Reason.ShouldBe("NewIssue");
    }

    [Theory]
    [InlineData(BehindPolicy.Warn, 600, "VersionBehind Warning Healthy")]
    [InlineData(BehindPolicy.Block, 600, "VersionBehind Terminal Unhealthy")]
    [InlineData(BehindPolicy.Block, 40, "VersionBehind Warning Healthy")]
    [InlineData(BehindPolicy.Ignore, 600, "")]
    public async Task Commits_that_wait_count_as_the_environment_says_once_an_image_could_be_there(BehindPolicy policy, double minutes, string expected)
    {
        Versions(policy, "shop", "https://git.example/shop", minutes);

        HealthReport report = (HealthReport)(await CheckAsync()).Output;

        Short(report.Findings).ShouldBe(expected);
        report.Findings.ShouldAllBe(finding => finding.Message == "stg runs shop bbbbbbb, 2 commits behind main (aaaaaaa).");
    }

    [Fact]
    public async Task A_library_comes_only_with_the_next_image_so_it_never_blocks()
    {
        Versions(BehindPolicy.Block, "library", "https://git.example/library", 60 * 24 * 9);

        Conclusion conclusion = await CheckAsync();

        conclusion.Failure.ShouldBeNull();
        ((HealthReport)conclusion.Output).Findings.ShouldHaveSingleItem().NextAction.ShouldBe("It comes with the next image that is built with it.");
    }

    [Fact]
    public async Task A_commit_that_the_branch_does_not_have_is_told()
    {
        Versions(BehindPolicy.Block, "shop", "https://git.example/shop", 600);
        _world.Api.GetVersionsAsync(default).ReturnsForAnyArgs([new DeployedComponent("shop", "ccccccc", "1.0+gccccccc")]);

        Short(((HealthReport)(await CheckAsync()).Output).Findings).ShouldBe("VersionNotOnBranch Terminal Unhealthy");
    }

    [Fact]
    public async Task A_plain_release_names_no_commit_and_that_is_only_noted()
    {
        Versions(BehindPolicy.Block, "shop", "https://git.example/shop", 600);
        _world.Api.GetVersionsAsync(default).ReturnsForAnyArgs([new DeployedComponent("shop", null, "1.0")]);

        HealthReport report = (HealthReport)(await CheckAsync()).Output;

        report.Verdict.ShouldBe(HealthVerdict.Healthy);
        report.Notes.ShouldContain("Nobody can tell whether shop is up to date: Version 1.0 names no commit.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Not_to_know_is_worth_another_try_only_where_the_source_says_so(bool transient)
    {
        Failure forbidden = new() { Id = "ClusterForbidden", Kind = FailureKind.Unreachable, Message = "403", Transient = transient };
        _world.Cluster.SnapshotAsync(default).ThrowsAsyncForAnyArgs(new GuruException(forbidden));

        Failure failure = (await CheckAsync()).Failure.ShouldNotBeNull();

        (failure.Id, failure.Transient).ShouldBe(("HealthUnknown", transient));
    }

    private static IssueRate Rate(long events, long earlier) => new()
    {
        Id = "SHOP-9", Title = "KeyError", WebUrl = new Uri("https://errors.example/9"), FirstSeen = Ago(60 * 24 * 90),
        Since = Ago(60 * 24), Until = Now, Events = events, EarlierSince = Ago(60 * 24 * 8), EarlierEvents = earlier,
    };

    private static Commit Commit(string sha, double minutes) => new() { Sha = sha, Author = "Ada", CommittedAt = Ago(minutes), Message = "Change" };

    private void Rates(params IssueRate[] rates) => _world.Tracker.ListRatesAsync(default!, default, default, default).ReturnsForAnyArgs(rates);

    private void Versions(BehindPolicy policy, string key, string url, double minutes)
    {
        _world.Service = Service with
        {
            Environments = new Dictionary<string, EnvironmentDefinition> { ["stg"] = Service.Environments["stg"] with { Behind = policy } },
        };
        _world.Api.GetVersionsAsync(default).ReturnsForAnyArgs([new DeployedComponent(key, Deployed[..7], "1.0+gbbbbbbb")]);
        _world.Git.ListRefsAsync(url, Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<CancellationToken>()).Returns(new Dictionary<string, string> { ["refs/heads/main"] = Head });
        _world.Git.ListCommitsAsync(url, null, Head, Arg.Any<CancellationToken>()).Returns([Commit(Head, 5), Commit(new string('d', 40), minutes), Commit(Deployed, 9999)]);
        _world.Git.ListCommitsAsync(url, Deployed, Head, Arg.Any<CancellationToken>()).Returns([Commit(Head, 5), Commit(new string('d', 40), minutes)]);
    }

    private Task<Conclusion> CheckAsync() => new CheckHealth().ConcludeAsync(new HealthCheckRequest { Environment = "stg" }, [], _world.Context, default);
}
