using ServiceGuru.Network;

namespace ServiceGuru.Host.Console;

/// <summary>Shows which domains the clusters reach. What stands in the way is told by the failures that follow.</summary>
internal static class NetworkView
{
    public static void Show(IScreen screen, DomainAccessReport report)
    {
        if (report.Rows.Count == 0)
        {
            return;
        }

        Listing listing = new("Domain", "From", "Verdict", "Inside", "Outside");
        foreach (DomainAccess row in report.Rows)
        {
            listing.Add(row.Domain, row.Namespace, new Piece(Words(row.Verdict), ToneOf(row.Verdict)), Ports(row.Inside), Ports(row.Outside));
        }

        screen.Table(listing);
    }

    private static string Ports(HostReach? seen) => seen is null
        ? "-"
        : string.Join(", ", seen.Ports.Select(port => $"{port.Port} {(port.Outcome == ReachOutcome.Reached ? "ok" : $"{port.Stage.ToString().ToUpperInvariant()} {port.Outcome}")}"));

    private static string Words(DomainVerdict verdict) => verdict switch
    {
        DomainVerdict.Reachable => "reachable",
        DomainVerdict.Blocked => "blocked by firewall",
        DomainVerdict.Down => "down",
        DomainVerdict.UnknownName => "unknown name",
        DomainVerdict.DnsFails => "cluster's DNS fails",
        DomainVerdict.TlsWrong => "certificate wrong",
        _ => "can't tell",
    };

    private static Tone ToneOf(DomainVerdict verdict) => verdict switch
    {
        DomainVerdict.Reachable => Tone.Good,
        DomainVerdict.Unclear => Tone.Warn,
        _ => Tone.Bad,
    };
}
