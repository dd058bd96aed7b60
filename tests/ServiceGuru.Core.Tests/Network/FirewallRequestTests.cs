using NSubstitute;
using ServiceGuru.Exec;
using ServiceGuru.Network;
using ServiceGuru.Operations;
using ServiceGuru.Tests.Branches;

namespace ServiceGuru.Tests.Network;

public sealed class FirewallRequestTests : IDisposable
{
    private readonly OnCallWorld _world = new();
    private readonly FirewallRequest _operation = new();

    public FirewallRequestTests() => _world.Run = (_, command) => Inside("timedOut", command);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task The_text_has_what_the_ticket_needs()
    {
        FirewallRequestReport report = await RunAsync(new() { Domains = [".kde.org", "gnome.org"], Justification = "For downstream releases." });

        report.Text.ShouldBe("""
            • source: MP+ prod, MP+ preprod
            • destination: .kde.org, gnome.org
            • protocol: 80, 443
            • justification: For downstream releases.
            (2 clusters × 2 domains × 2 ports)

            """.ReplaceLineEndings("\n"));
        (await File.ReadAllTextAsync(report.File.ShouldNotBeNull())).ShouldBe(report.Text);
        report.Opened.ShouldBeTrue();
        TrackingIssue issue = _world.Open.ShouldHaveSingleItem();
        issue.Title.ShouldBe("Firewall: let the clusters reach .kde.org, gnome.org");
        issue.Body.ShouldNotBeNull().ShouldContain(report.Text!);
        issue.Body.ShouldContain("egress firewall rules OSD");
        issue.Body.ShouldContain("https://packit.dev/deployment/specifics/clusters#firewall");
        issue.Body.ShouldContain("inside (ns-prod, long-0): port 443: no answer in time (TCP)");
        issue.Body.ShouldContain("<!-- firewall-request: .kde.org gnome.org -->");
    }

    [Fact]
    public async Task Ssh_is_asked_for_by_addresses()
    {
        FirewallRequestReport report = await RunAsync(new() { Domains = ["git.example.org"], Ports = [443, 22], Justification = "x" });

        report.Text.ShouldNotBeNull().ShouldContain("• destination: git.example.org\n• protocol: 443\n");
        report.Text.ShouldContain("• destination: 203.0.113.7\n• protocol: 22 (SSH)\n");
        report.Text.ShouldContain("(2 clusters × 1 address × 1 port)");
    }

    [Fact]
    public async Task Only_the_cluster_that_lacks_the_rule_is_named()
    {
        _world.Run = (space, command) => Inside(space == "ns-prod" ? "timedOut" : "reached", command);

        (await RunAsync(new() { Domains = ["kde.org"] })).Text.ShouldNotBeNull().ShouldStartWith("• source: MP+ prod\n");
    }

    [Theory]
    [InlineData("Something else", "text\n<!-- firewall-request: gnome.org .kde.org -->\n")]
    [InlineData("Allow download.kde.org, please", null)]
    [InlineData("Firewall rules (download.kde.org)", "no marker")]
    public async Task An_open_issue_is_told_and_nothing_is_added(string title, string? body)
    {
        _world.Open.Add(new TrackingIssue { Number = 5, Title = title, Body = body, WebUrl = new Uri("https://github.com/packit/deployment/issues/5") });

        FirewallRequestReport report = await RunAsync(new() { Domains = ["download.kde.org"] });

        report.Issues.ShouldHaveSingleItem().Number.ShouldBe(5);
        report.Opened.ShouldBeFalse();
        report.Text.ShouldBeNull();
        _world.Commands.ShouldBeEmpty();
        Directory.GetFiles(_world.Context.WorkingDirectory).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_issue_about_another_domain_is_none_of_ours()
    {
        _world.Open.Add(new TrackingIssue { Number = 5, Title = "x", Body = "<!-- firewall-request: notkde.org kde.org.example -->", WebUrl = new Uri("https://x.example/") });

        (await RunAsync(new() { Domains = ["kde.org"] })).Opened.ShouldBeTrue();
    }

    [Fact]
    public async Task What_can_be_reached_needs_no_rule()
    {
        _world.Run = (_, command) => Inside("reached", command);

        Plan plan = await _operation.PlanAsync(new() { Domains = ["kde.org"] }, _world.Context, CancellationToken.None);

        plan.Changes.ShouldBeEmpty();
        plan.Notes.ShouldHaveSingleItem().Text.ShouldContain("no rule is needed");
    }

    [Fact]
    public async Task Where_something_else_is_wrong_no_rule_is_asked_for_unless_wanted()
    {
        _world.OutsideSees = port => new PortReach(port, ReachStage.Tcp, ReachOutcome.TimedOut, null, TimeSpan.Zero);
        FirewallRequestRequest request = new() { Domains = ["kde.org"] };

        Failure blocker = (await _operation.PlanAsync(request, _world.Context, CancellationToken.None)).Blockers.ShouldHaveSingleItem();

        blocker.Id.ShouldBe("DomainNotBlocked");
        blocker.NextAction.ShouldNotBeNull().ShouldContain("--untested");
        (await RunAsync(request with { Untested = true })).Opened.ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_with_another_text_is_not_overwritten()
    {
        await File.WriteAllTextAsync(Path.Combine(_world.Context.WorkingDirectory, "mine.txt"), "my notes");

        Plan plan = await _operation.PlanAsync(new() { Domains = ["kde.org"], File = "mine.txt" }, _world.Context, CancellationToken.None);

        plan.Blockers.ShouldHaveSingleItem().Id.ShouldBe("FileExists");
    }

    [Fact]
    public async Task Without_its_text_on_disk_no_issue_is_opened() =>
        (await _operation.PlanAsync(new() { Domains = ["kde.org"] }, _world.Context, CancellationToken.None))
            .Changes.Select(change => (change.Kind, string.Join(',', change.After))).ShouldBe([("write-request", string.Empty), ("open-issue", "1")]);

    [Fact]
    public async Task After_a_crash_the_issue_is_found_by_its_marker_and_not_opened_twice()
    {
        Plan plan = await _operation.PlanAsync(new() { Domains = ["kde.org"] }, _world.Context, CancellationToken.None);
        Change open = plan.Changes.Single(change => change.Kind == "open-issue");

        (await _operation.ProbeAsync(open, _world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
        await _operation.ApplyAsync(open, _world.Context, CancellationToken.None);
        (await _operation.ProbeAsync(open, _world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);
        IReadOnlyDictionary<string, string> values = await _operation.ApplyAsync(open, _world.Context, CancellationToken.None);

        _world.Open.Count.ShouldBe(1);
        Change close = _operation.Revert(new ChangeResult { Change = open, Status = ChangeStatus.Applied, Values = values }).ShouldNotBeNull();
        await _operation.ApplyAsync(close, _world.Context, CancellationToken.None);
        await _world.Issues.Received(1).CloseAsync(OnCallWorld.Tracker, 700, Arg.Any<CancellationToken>());
    }

    [Fact]
    public void A_justification_is_one_line() => Should.Throw<GuruException>(
        () => _operation.Check(new() { Domains = ["kde.org"], Justification = "a\n• protocol: any" }, OnCallWorld.Service)).Failure.Id.ShouldBe("InvalidJustification");

    private static PodCommandResult Inside(string outcome, PodCommand command)
    {
        IEnumerable<string> ports = command.Command.Skip(5).Select(port => $$"""{"port":{{port}},"stage":"tcp","outcome":"{{outcome}}","detail":null,"ms":1}""");
        return new PodCommandResult(0, $$"""{"addresses":[],"ports":[{{string.Join(',', ports)}}]}""", string.Empty);
    }

    private async Task<FirewallRequestReport> RunAsync(FirewallRequestRequest request)
    {
        Conclusion conclusion = await TestWorld.RunAsync(_operation, request, _world.Context);
        conclusion.Failure.ShouldBeNull();
        return conclusion.Output.ShouldBeOfType<FirewallRequestReport>();
    }
}
