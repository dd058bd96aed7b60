using ServiceGuru.Exec;
using ServiceGuru.Network;
using ServiceGuru.Operations;

namespace ServiceGuru.Tests.Network;

public sealed class TestDomainTests : IDisposable
{
    private const string Blocked = """{"addresses":["203.0.113.7"],"ports":[{"port":443,"stage":"tcp","outcome":"timedOut","detail":null,"ms":5000}]}""";
    private const string Reached = """{"addresses":["203.0.113.7"],"ports":[{"port":443,"stage":"http","outcome":"reached","detail":"HTTP/1.1 301 Moved","ms":12}]}""";

    private readonly OnCallWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task The_domain_is_an_argument_of_a_program_without_a_shell()
    {
        _world.Run = (_, command) =>
        {
            command.Command[0].ShouldBe("python3");
            command.Command[1].ShouldBe("-c");
            command.Command[2].ShouldNotContain("kde");
            command.Command.Skip(3).ShouldBe(["kde.org", "5", "443"]);
            command.Container.ShouldBe("worker");
            command.Repeatable.ShouldBeTrue();
            return new PodCommandResult(0, Reached, string.Empty);
        };

        (DomainAccessReport report, Failure? failure) = await AskAsync("https://kde.org/x");

        failure.ShouldBeNull();
        report.Rows.Select(row => (row.Domain, row.Environment, row.Pod, row.Verdict)).ShouldBe(
            [("kde.org", "prod", "long-0", DomainVerdict.Reachable), ("kde.org", "stg", "long-0", DomainVerdict.Reachable)]);
    }

    [Fact]
    public async Task What_only_one_cluster_reaches_is_told_of_the_other()
    {
        _world.Run = (space, _) => new PodCommandResult(0, space == "ns-prod" ? Blocked : Reached, string.Empty);

        (DomainAccessReport report, Failure? failure) = await AskAsync("kde.org");

        failure.ShouldNotBeNull().Id.ShouldBe("DomainBlocked");
        failure.Target.ShouldBe("kde.org from prod");
        failure.Evidence.ShouldBe(["inside (ns-prod, long-0): port 443: no answer in time (TCP)", "outside: port 443: reached, HTTP/1.1 200 OK"]);
        failure.NextAction.ShouldNotBeNull().ShouldContain("guru network request kde.org");
        report.Rows.Count(row => row.Verdict == DomainVerdict.Reachable).ShouldBe(1);
    }

    [Theory]
    [InlineData(0, DomainVerdict.Reachable)]
    [InlineData(6, DomainVerdict.DnsFails)]
    [InlineData(7, DomainVerdict.Blocked)]
    [InlineData(28, DomainVerdict.Blocked)]
    [InlineData(60, DomainVerdict.TlsWrong)]
    public async Task Without_Python_curl_is_asked(int exitCode, DomainVerdict verdict)
    {
        _world.Run = (_, command) => command.Command[0] == "python3"
            ? throw new GuruException(new Failure { Id = "PodProgramMissing", Message = "no python3" })
            : new PodCommandResult(exitCode, "HTTP/2 200", "curl: said something");

        (DomainAccessReport report, _) = await AskAsync("kde.org");

        report.Rows.ShouldAllBe(row => row.Verdict == verdict);
        _world.Commands.ShouldContain("ns-prod curl -sSI --max-time 5 https://kde.org/");
    }

    [Fact]
    public async Task An_answer_that_is_none_is_a_problem_and_no_verdict()
    {
        _world.Run = (_, _) => new PodCommandResult(1, string.Empty, "Traceback\nMemoryError\n");

        (DomainAccessReport report, Failure? failure) = await AskAsync("kde.org");

        report.Rows.ShouldBeEmpty();
        failure.ShouldNotBeNull().Id.ShouldBe("DomainTestFailed");
        failure.Details[0].Cause.ShouldNotBeNull().ShouldContain("MemoryError");
    }

    [Fact]
    public async Task Without_a_running_pod_nothing_is_claimed()
    {
        _world.Replicas["long"] = 0;

        (DomainAccessReport report, Failure? failure) = await AskAsync("kde.org");

        report.Rows.ShouldBeEmpty();
        failure.ShouldNotBeNull().Id.ShouldBe("NoRunningPod");
    }

    [Fact]
    public void Names_are_checked_before_anything_starts()
    {
        TestDomain operation = new();

        Should.Throw<GuruException>(() => operation.Check(new TestDomainRequest { Domains = [] }, OnCallWorld.Service)).Failure.Id.ShouldBe("NoDomain");
        Should.Throw<GuruException>(() => operation.Check(new TestDomainRequest { Domains = ["a.b"], Ports = [0] }, OnCallWorld.Service)).Failure.Id.ShouldBe("InvalidPort");
        Should.Throw<GuruException>(() => operation.Check(new TestDomainRequest { Domains = ["a.b"], Environments = ["prd"] }, OnCallWorld.Service)).Failure.Id.ShouldBe("UnknownEnvironment");
        Should.Throw<GuruException>(() => operation.Check(new TestDomainRequest { Domains = ["a.b"] }, OnCallWorld.Service with { Network = null })).Failure.Id.ShouldBe("NetworkNotDefined");
    }

    private async Task<(DomainAccessReport Report, Failure? Failure)> AskAsync(params string[] domains)
    {
        Conclusion conclusion = await new TestDomain().ConcludeAsync(new TestDomainRequest { Domains = domains }, [], _world.Context, CancellationToken.None);
        return (conclusion.Output.ShouldBeOfType<DomainAccessReport>(), conclusion.Failure);
    }
}
