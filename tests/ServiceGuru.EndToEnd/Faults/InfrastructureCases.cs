using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;
using ServiceGuru.Pending;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What goes wrong with the deployment repository, its command and the vault.</summary>
internal static class InfrastructureCases
{
    private static readonly DeployInfrastructureRequest Deploy = new() { Environment = "prod" };
    private static readonly string[] Nothing = ["cluster ", "ansible ", "git "];

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("checkout-behind", FaultActs.Apply("infrastructure/deploy", Deploy))
        {
            FailureId = "CheckoutBehind",
            ExitCode = 1,
            Says = ["pull --ff-only"],
            Never = Nothing,
            Then = DeploysOnceMended("checkout-behind"),
        },
        new("checkout-dirty", FaultActs.Apply("infrastructure/deploy", Deploy))
        {
            FailureId = "CheckoutDirty",
            ExitCode = 1,
            Says = ["openshift/packit-service.yml.j2"],
            Never = Nothing,
            Then = DeploysOnceMended("checkout-dirty"),
        },
        new("deploy-fails", FaultActs.Apply("infrastructure/deploy", Deploy))
        {
            FailureId = "InfrastructureFailed",
            ExitCode = 1,
            Says = ["exit code 2", "TASK [deploy : Deploy pushgateway]", "exceeded quota", "output.log"],
            Never = ["ansible "],
            Then = DeploysOnceMended("deploy-fails"),
        },
        new("deploy-hangs", DeployWithinAsync)
        {
            FailureId = "InfrastructureTimeout",
            ExitCode = 1,
            Says = ["Wait for the rollout", "output.log"],
            Never = ["ansible "],
            Then = DeploysOnceMended("deploy-hangs"),
        },
        Pending("pull-requests-unavailable", "packit-service", report =>
        {
            report.Problems.ShouldHaveSingleItem().Id.ShouldBe("PullRequestsUnread");
            report.Repositories[0].PullRequests.ShouldNotBeEmpty("merge commits name theirs");
            report.Repositories[0].Notes.ShouldNotBeEmpty("and have the notes");
            report.Summary.ShouldContain(line => line.StartsWith("not looked at: packit-service", StringComparison.Ordinal));
        }),
        Pending("vault-locked", "ogr", report =>
        {
            report.Problems.ShouldHaveSingleItem().Id.ShouldBe("VaultLocked");
            report.Problems[0].NextAction!.ShouldContain("BW_SESSION");
            report.Repositories[0].Commits.ShouldNotBeEmpty();
            report.Infrastructure!.Commits.Count.ShouldBe(3);
            report.Infrastructure.Secrets.ShouldBeEmpty();
        }),
        Pending("vault-missing-item", "ogr", report =>
        {
            report.Problems.ShouldHaveSingleItem().Id.ShouldBe("SecretsChangelogMissing");
            report.Problems[0].Message.ShouldContain("! Changelog !");
            report.Infrastructure!.Commits.Count.ShouldBe(3);
        }),
    ];

    // An hour at any speed is too long for a test; the command must have come to what it waits for.
    private static async Task<FaultOutcome> DeployWithinAsync(SandboxFixture world)
    {
        ServiceDefinition service = world.Sandbox.Service;
        ServiceSession session = world.Factory.Open(service with { Infrastructure = service.Infrastructure! with { Timeout = TimeSpan.FromSeconds(10) } }, world.ServicePath);
        RunOptions options = new() { By = "test", WorkingDirectory = world.WorkingDirectory };
        return FaultOutcome.Of((await session.ApplyAsync("infrastructure/deploy", Deploy, options, world, world, CancellationToken.None)).State);
    }

    private static Func<SandboxFixture, FaultOutcome, Task> DeploysOnceMended(string fault) => async (world, failed) =>
    {
        world.Sandbox.SetFault(fault, false);
        RunState state = failed.Run!;
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (state.Status != RunStatus.Succeeded && !patience.IsCancellationRequested)
        {
            // The user's pull takes a moment.
            state = await world.ResumeAsync(failed.Run!.Id);
        }

        state.Failure.ShouldBeNull();
        IReadOnlyList<string> effects = await world.SettledEffectsAsync();
        effects.ShouldBeUnique();
        effects.Count(effect => effect.StartsWith("ansible deploy prod", StringComparison.Ordinal)).ShouldBe(1);
        effects.Count(effect => effect.StartsWith("cluster apply packit--prod/deployments/nginx", StringComparison.Ordinal)).ShouldBe(1);
    };

    // A gap that is told is no failure: what could be asked is answered.
    private static FaultCase Pending(string fault, string repository, Action<PendingReport> check) => new(fault, async world =>
    {
        ServiceSession session = await world.OpenAsync();
        PendingChangesRequest request = new() { Repositories = [repository] };
        (PendingReport report, Failure? failure) = await session.AskAsync<PendingReport>("branches/pending", request, world.WorkingDirectory, SilentProgress.Instance, CancellationToken.None);
        check(report);
        return FaultOutcome.Of(failure);
    });
}
