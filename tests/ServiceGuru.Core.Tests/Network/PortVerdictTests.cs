using ServiceGuru.Network;

namespace ServiceGuru.Tests.Network;

public sealed class PortVerdictTests
{
    [Theory]
    [InlineData(ReachOutcome.Reached, ReachOutcome.Reached, DomainVerdict.Reachable)]
    [InlineData(ReachOutcome.Reached, ReachOutcome.TimedOut, DomainVerdict.Reachable)]
    [InlineData(ReachOutcome.TimedOut, ReachOutcome.Reached, DomainVerdict.Blocked)]
    [InlineData(ReachOutcome.Refused, ReachOutcome.Reached, DomainVerdict.Blocked)]
    [InlineData(ReachOutcome.Unreachable, ReachOutcome.Reached, DomainVerdict.Blocked)]
    [InlineData(ReachOutcome.Reset, ReachOutcome.Reached, DomainVerdict.Blocked)]
    [InlineData(ReachOutcome.TimedOut, ReachOutcome.CertificateWrong, DomainVerdict.Blocked)]
    [InlineData(ReachOutcome.TimedOut, ReachOutcome.TimedOut, DomainVerdict.Down)]
    [InlineData(ReachOutcome.Refused, ReachOutcome.Refused, DomainVerdict.Down)]
    [InlineData(ReachOutcome.TimedOut, ReachOutcome.DnsFailed, DomainVerdict.Unclear)]
    [InlineData(ReachOutcome.UnknownName, ReachOutcome.UnknownName, DomainVerdict.UnknownName)]
    [InlineData(ReachOutcome.UnknownName, ReachOutcome.Reached, DomainVerdict.DnsFails)]
    [InlineData(ReachOutcome.DnsFailed, ReachOutcome.TimedOut, DomainVerdict.DnsFails)]
    [InlineData(ReachOutcome.UnknownName, ReachOutcome.DnsFailed, DomainVerdict.Unclear)]
    [InlineData(ReachOutcome.CertificateWrong, ReachOutcome.CertificateWrong, DomainVerdict.TlsWrong)]
    [InlineData(ReachOutcome.CertificateWrong, ReachOutcome.Reached, DomainVerdict.TlsWrong)]
    public void Both_sides_tell_what_stands_between(ReachOutcome inside, ReachOutcome outside, DomainVerdict verdict) =>
        PortVerdict.Of(Port(443, inside), Port(443, outside)).ShouldBe(verdict);

    [Fact]
    public void Without_an_outside_nobody_can_tell() => PortVerdict.Of(Port(443, ReachOutcome.TimedOut), null).ShouldBe(DomainVerdict.Unclear);

    [Fact]
    public void A_port_that_is_served_nowhere_does_not_make_a_host_bad_that_another_reaches()
    {
        (DomainVerdict verdict, IReadOnlyList<int> ports) = PortVerdict.Of(
            new HostReach([], [Port(80, ReachOutcome.Refused), Port(443, ReachOutcome.Reached)]),
            new HostReach([], [Port(80, ReachOutcome.Refused), Port(443, ReachOutcome.Reached)]));

        verdict.ShouldBe(DomainVerdict.Reachable);
        ports.ShouldBe([443]);
    }

    [Fact]
    public void One_blocked_port_is_enough()
    {
        (DomainVerdict verdict, IReadOnlyList<int> ports) = PortVerdict.Of(
            new HostReach([], [Port(443, ReachOutcome.Reached), Port(22, ReachOutcome.TimedOut)]),
            new HostReach([], [Port(443, ReachOutcome.Reached), Port(22, ReachOutcome.Reached)]));

        verdict.ShouldBe(DomainVerdict.Blocked);
        ports.ShouldBe([22]);
    }

    private static PortReach Port(int port, ReachOutcome outcome) => new(port, ReachStage.Tcp, outcome, null, TimeSpan.Zero);
}
