namespace ServiceGuru.Network;

/// <summary>What came of connecting to one port.</summary>
/// <param name="Port">The port.</param>
/// <param name="Stage">How far it came.</param>
/// <param name="Outcome">How it ended there.</param>
/// <param name="Detail">The system's own words, e.g. <c>HTTP/1.1 200 OK</c> or <c>certificate has expired</c>.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record PortReach(int Port, ReachStage Stage, ReachOutcome Outcome, string? Detail, TimeSpan Elapsed)
{
    /// <summary>Gets one line that says it all.</summary>
    internal string Text => Outcome == ReachOutcome.Reached
        ? $"port {Port}: reached{(Detail is null ? string.Empty : $", {Detail}")}"
        : $"port {Port}: {Words} ({Stage switch { ReachStage.Dns => "DNS", ReachStage.Tcp => "TCP", ReachStage.Tls => "TLS", _ => "HTTP" }}){(Detail is null ? string.Empty : $", {Detail}")}";

    private string Words => Outcome switch
    {
        ReachOutcome.UnknownName => "no such name",
        ReachOutcome.DnsFailed => "the name could not be looked up",
        ReachOutcome.Refused => "refused",
        ReachOutcome.TimedOut => "no answer in time",
        ReachOutcome.Unreachable => "no way there",
        ReachOutcome.Reset => "cut off",
        ReachOutcome.CertificateWrong => "the certificate is not accepted",
        ReachOutcome.TlsFailed => "TLS failed",
        _ => "failed",
    };
}
