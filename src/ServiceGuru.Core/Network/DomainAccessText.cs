using ServiceGuru.Exec;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Network;

/// <summary>Says what a test found: evidence, next action and failure.</summary>
internal static class DomainAccessText
{
    /// <summary>Makes the row of a domain and place.</summary>
    public static DomainAccess Row(string domain, PodPlace place, HostReach inside, HostReach outside, ServiceDefinition service)
    {
        (DomainVerdict verdict, IReadOnlyList<int> ports) = PortVerdict.Of(inside, outside);
        return new DomainAccess
        {
            Domain = domain,
            Environment = place.Environment,
            Namespace = place.Namespace,
            Pod = place.Pod,
            Verdict = verdict,
            Inside = inside,
            Outside = outside,
            Ports = ports,
            Evidence =
            [
                .. inside.Ports.Select(port => $"inside ({place.Namespace}, {place.Pod}): {port.Text}"),
                .. outside.Ports.Select(port => $"outside: {port.Text}"),
            ],
            NextAction = Next(verdict, domain, ports, service),
        };
    }

    /// <summary>Sums a report up; null where every domain can be reached.</summary>
    public static Failure? Failure(DomainAccessReport report)
    {
        List<Failure> failures =
        [
            .. report.Rows.Where(row => row.Verdict != DomainVerdict.Reachable).Select(Of),
            .. report.Problems,
        ];
        return FailureSummary.Of(failures, "DomainsNotReachable", "Not every domain can be reached.");
    }

    private static Failure Of(DomainAccess row) => new()
    {
        Id = row.Verdict switch
        {
            DomainVerdict.Blocked => "DomainBlocked",
            DomainVerdict.Down => "DomainDown",
            DomainVerdict.UnknownName => "DomainUnknown",
            DomainVerdict.DnsFails => "DomainDnsFails",
            DomainVerdict.TlsWrong => "DomainTlsWrong",
            _ => "DomainUnclear",
        },
        Kind = row.Verdict == DomainVerdict.Unclear ? FailureKind.Unreachable : FailureKind.Refused,
        Message = $"{row.Domain} can't be reached from {row.Namespace}: {Words(row)}.",
        Target = $"{row.Domain} from {row.Environment}",
        Evidence = row.Evidence,
        NextAction = row.NextAction,
    };

    private static string Words(DomainAccess row) => row.Verdict switch
    {
        DomainVerdict.Blocked => $"outside it answers, so the egress firewall blocks {(row.Ports.Count == 1 ? $"port {row.Ports[0]}" : $"ports {string.Join(", ", row.Ports)}")}",
        DomainVerdict.Down => "it does not answer from outside either, so it is down",
        DomainVerdict.UnknownName => "nobody knows this name",
        DomainVerdict.DnsFails => "the cluster's DNS does not know it, although it is known outside",
        DomainVerdict.TlsWrong => OutsideIsFine(row) ? "its certificate is not accepted there, although it is outside" : "its certificate is not accepted anywhere",
        _ => "and from outside nobody can tell",
    };

    private static bool OutsideIsFine(DomainAccess row) => row.Outside?.Ports.Any(port => row.Ports.Contains(port.Port) && port.Outcome == ReachOutcome.Reached) == true;

    private static string? Next(DomainVerdict verdict, string domain, IReadOnlyList<int> ports, ServiceDefinition service) => verdict switch
    {
        DomainVerdict.Reachable => null,
        DomainVerdict.Blocked when service.Network?.Firewall is null => "Ask for a firewall rule.",
        DomainVerdict.Blocked => $"Ask for a firewall rule: guru network request {domain}{(ports.Contains(22) ? " --port 22" : string.Empty)} (PowerShell: New-FirewallRequest {domain}).",
        DomainVerdict.Down => "Tell who reported it that the host itself is down; a firewall rule would not help.",
        DomainVerdict.UnknownName => "Check the spelling with who reported it; a firewall rule would not help.",
        DomainVerdict.DnsFails => "Ask those who run the cluster about its DNS; test again before a firewall rule is asked for.",
        DomainVerdict.TlsWrong => "Tell those who run the host about its certificate; a firewall rule would not help.",
        _ => "Test again from a machine with access to the internet.",
    };
}
