using ServiceGuru.Access;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd;

public sealed class AccessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Every_system_is_asked_nothing_is_changed_and_one_that_is_down_keeps_no_other_back()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync();

        (AccessReport fine, Failure? none) = await AskAsync(world, new AccessRequest { Timeout = Patience });
        none.ShouldBeNull(string.Join('\n', fine.Checks));
        fine.Checks.Where(check => check.State != AccessState.Ok).ShouldBeEmpty();
        fine.Checks.Select(check => check.System).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(AccessSystems.All.Except([AccessSystems.PostgreSql, AccessSystems.RabbitMq]));

        foreach ((string fault, string system, AccessState state, string says) in Troubles())
        {
            world.Sandbox.SetFault(fault, true);
            AccessRequest request = new() { Systems = [system], Timeout = Patience };
            (AccessReport report, _) = await AskAsync(world, request);
            report.Checks.ShouldContain(check => check.State == state && check.ToString().Contains(says, StringComparison.Ordinal) && check.NextAction != null, $"{fault}:\n{string.Join('\n', report.Checks)}");
            world.Sandbox.SetFault(fault, false);
        }

        world.Effects().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_system_that_does_not_answer_in_time_is_unreachable()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(faults: "sentry-down");

        (AccessReport report, Failure? failure) = await AskAsync(world, new AccessRequest { Systems = [AccessSystems.Sentry, AccessSystems.Copr] });

        failure.ShouldNotBeNull().Id.ShouldBe("AccessUnreachable");
        failure.Kind.ShouldBe(FailureKind.Unreachable);
        report.Checks.Select(check => (check.System, check.State)).ShouldBe([(AccessSystems.Copr, AccessState.Ok), (AccessSystems.Sentry, AccessState.Unreachable)]);
    }

    private static IEnumerable<(string Fault, string System, AccessState State, string Says)> Troubles() =>
    [
        ("cluster-forbidden", AccessSystems.Kubernetes, AccessState.Missing, "create imagestreamimports.image.openshift.io"),
        ("exec-forbidden", AccessSystems.Kubernetes, AccessState.Missing, "create pods/exec"),
        ("registry-token-refused", AccessSystems.Quay, AccessState.Missing, "delete and restore tags"),
        ("registry-down", AccessSystems.Quay, AccessState.Unreachable, "503"),
        ("matrix-forbidden", AccessSystems.Matrix, AccessState.Missing, "has power level 0, and 50 is needed"),
        ("slack-missing-scope", AccessSystems.Slack, AccessState.Missing, "channels:history"),
        ("token-revoked", AccessSystems.Slack, AccessState.Missing, "token_revoked"),
        ("mastodon-token-refused", AccessSystems.Mastodon, AccessState.Missing, "401"),
        ("copr-down", AccessSystems.Copr, AccessState.Unreachable, "503"),
        ("vault-locked", AccessSystems.Bitwarden, AccessState.Missing, "locked"),
        ("api-down", AccessSystems.Service, AccessState.Unreachable, "503"),
        ("git-host-down", AccessSystems.Git, AccessState.Unreachable, "Could not read from remote repository"),
    ];

    private static async Task<(AccessReport Report, Failure? Failure)> AskAsync(SandboxFixture world, AccessRequest? request = null)
    {
        ServiceSession session = await world.OpenAsync();
        await using IAsyncDisposable connections = (IAsyncDisposable)session.Connections;
        return await session.AskAsync<AccessReport>("access/check", request ?? new AccessRequest(), world.WorkingDirectory, SilentProgress.Instance, CancellationToken.None);
    }
}
