namespace ServiceGuru.Network;

/// <summary>Tells from both sides of a firewall what stands between.</summary>
internal static class PortVerdict
{
    // What decides first where the ports of a domain differ. That one port is not served anywhere (80 of a host that has only
    // 443) does not make a host bad which the other reaches.
    private static readonly DomainVerdict[] Order =
    [
        DomainVerdict.Blocked, DomainVerdict.TlsWrong, DomainVerdict.Reachable, DomainVerdict.DnsFails, DomainVerdict.UnknownName, DomainVerdict.Down, DomainVerdict.Unclear,
    ];

    /// <summary>Judges one port.</summary>
    public static DomainVerdict Of(PortReach inside, PortReach? outside) => (inside.Outcome, outside?.Outcome) switch
    {
        (ReachOutcome.Reached, _) => DomainVerdict.Reachable,
        (ReachOutcome.UnknownName or ReachOutcome.DnsFailed, ReachOutcome.UnknownName) => DomainVerdict.UnknownName,
        (ReachOutcome.UnknownName or ReachOutcome.DnsFailed, null or ReachOutcome.DnsFailed) => DomainVerdict.Unclear,
        (ReachOutcome.UnknownName or ReachOutcome.DnsFailed, _) => DomainVerdict.DnsFails,

        // A certificate can only be wrong where a connection came through.
        (ReachOutcome.CertificateWrong or ReachOutcome.TlsFailed, _) => DomainVerdict.TlsWrong,
        (_, null or ReachOutcome.UnknownName or ReachOutcome.DnsFailed) => DomainVerdict.Unclear,
        (_, ReachOutcome.Reached or ReachOutcome.CertificateWrong or ReachOutcome.TlsFailed) => DomainVerdict.Blocked,
        _ => DomainVerdict.Down,
    };

    /// <summary>Judges all ports of a domain, and names those that decide.</summary>
    public static (DomainVerdict Verdict, IReadOnlyList<int> Ports) Of(HostReach inside, HostReach? outside)
    {
        List<(int Port, DomainVerdict Verdict)> verdicts =
        [
            .. inside.Ports.Select(port => (port.Port, Of(port, outside?.Ports.FirstOrDefault(other => other.Port == port.Port)))),
        ];
        DomainVerdict worst = Order.First(one => verdicts.Count == 0 ? one == DomainVerdict.Unclear : verdicts.Exists(found => found.Verdict == one));
        return (worst, [.. verdicts.Where(found => found.Verdict == worst).Select(found => found.Port)]);
    }
}
