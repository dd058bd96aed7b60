using ServiceGuru.Network;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What stands between the clusters and the internet.</summary>
internal static class NetworkCases
{
    private const string Domain = "download.kde.org";
    private const string Request = "network/firewall-request";

    private static readonly Func<SandboxFixture, Task<FaultOutcome>> Test = FaultActs.Ask("network/test-domain", new TestDomainRequest { Domains = [Domain] });
    private static readonly FirewallRequestRequest Ask = new() { Domains = [Domain], Justification = "Sources of KDE packages are downloaded from there." };

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("domain-blocked", Test)
        {
            FailureId = "DomainBlocked",
            ExitCode = 1,
            Says = ["packit--prod", "packit--stg", "inside", "outside: port 443: reached", "guru network request"],
            Then = AsksForARuleOnce,
        },
        new("domain-blocked-prod-only", Test) { FailureId = "DomainBlocked", ExitCode = 1, Says = ["packit--prod"], Then = StagingIsFine },
        new("domain-down", Test) { FailureId = "DomainDown", ExitCode = 1, Says = ["refused", "would not help"], Then = NoRuleIsAskedFor },
        new("dns-failure", Test) { FailureId = "DomainUnknown", ExitCode = 1, Says = ["spelling"], Then = NoRuleIsAskedFor },
        new("tls-expired", Test) { FailureId = "DomainTlsWrong", ExitCode = 1, Says = ["certificate has expired", "would not help"], Then = NoRuleIsAskedFor },
        new("exec-forbidden", Test)
        {
            FailureId = "ClusterForbidden",
            ExitCode = 3,
            Says = ["pods/exec"],
            Then = async (world, _) =>
            {
                world.Sandbox.SetFault("exec-forbidden", false);
                (await Test(world)).Failure.ShouldBeNull();
            },
        },
        new("firewall-request-open", FaultActs.Apply(Request, Ask))
        {
            Never = ["github open-issue"],
            Then = (world, outcome) =>
            {
                Report(outcome).Issues.ShouldHaveSingleItem().WebUrl.ShouldBe(new Uri("https://github.com/packit/deployment/issues/698"));
                Directory.GetFiles(world.WorkingDirectory).ShouldBeEmpty();
                return Task.CompletedTask;
            },
        },
    ];

    private static FirewallRequestReport Report(FaultOutcome outcome) =>
        Sessions.ServiceSession.OutputOf<FirewallRequestReport>(outcome.Run!, "operation").ShouldNotBeNull();

    private static async Task AsksForARuleOnce(SandboxFixture world, FaultOutcome outcome)
    {
        for (int time = 0; time < 2; time++)
        {
            FaultOutcome asked = await FaultActs.Apply(Request, Ask)(world);
            asked.Failure.ShouldBeNull(asked.Failure?.ToString());
            Report(asked).Opened.ShouldBe(time == 0);
            Report(asked).Issues.ShouldHaveSingleItem().Number.ShouldBe(Report(asked).Issues[0].Number);
        }

        world.Effects().Count(effect => effect.StartsWith("github open-issue packit/deployment", StringComparison.Ordinal)).ShouldBe(1);
        string text = await File.ReadAllTextAsync(Path.Combine(world.WorkingDirectory, $"firewall-request-{Domain}.txt"));
        text.ShouldContain("• source: MP+ prod, MP+ preprod");
        text.ShouldContain($"• destination: {Domain}");
        text.ShouldContain("(2 clusters × 1 domain × 2 ports)");
    }

    private static async Task NoRuleIsAskedFor(SandboxFixture world, FaultOutcome outcome)
    {
        FaultOutcome asked = await FaultActs.Apply(Request, Ask)(world);
        asked.Failure.ShouldNotBeNull().Id.ShouldBe("DomainNotBlocked");
        asked.ExitCode.ShouldBe(1);
        world.Effects().ShouldNotContain(effect => effect.StartsWith("github", StringComparison.Ordinal));
    }

    private static async Task StagingIsFine(SandboxFixture world, FaultOutcome outcome)
    {
        outcome.Failure!.Target.ShouldBe($"{Domain} from prod");
        FaultOutcome staging = await FaultActs.Ask("network/test-domain", new TestDomainRequest { Domains = [Domain], Environments = ["stg"] })(world);
        staging.Failure.ShouldBeNull();
    }
}
