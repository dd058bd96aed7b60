using System.Globalization;
using System.Text;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Network;

/// <summary>
/// The words of a request, in the form of the team's procedure: source, destination, protocol, justification, and the
/// product of their numbers as a check. SSH goes by addresses.
/// </summary>
/// <param name="Clusters">The clusters as the ticket names them.</param>
/// <param name="Domains">The domains; with a leading dot, all below one.</param>
/// <param name="Ports">The ports.</param>
/// <param name="Addresses">The addresses of the domains, as they are seen from outside.</param>
/// <param name="Justification">Why.</param>
internal sealed record FirewallText(
    IReadOnlyList<string> Clusters, IReadOnlyList<string> Domains, IReadOnlyList<int> Ports, IReadOnlyList<string> Addresses, string Justification)
{
    private const int Ssh = 22;

    /// <summary>Writes the ticket's text.</summary>
    public string Ticket()
    {
        StringBuilder text = new();
        int[] byDomain = [.. Ports.Where(port => port != Ssh)];
        if (byDomain.Length > 0)
        {
            Block(text, Domains, byDomain, "domain");
        }

        if (Ports.Contains(Ssh))
        {
            Block(text, Addresses, [Ssh], "address");
        }

        return text.ToString();
    }

    /// <summary>Writes the issue's text: the ticket's, how we know, what is to be done, and the marker.</summary>
    public string Issue(FirewallDefinition firewall, IEnumerable<string> evidence)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Justification}\n\n## Request\n\nOpen a ticket: search for “{firewall.Source}”");
        text.Append(firewall.Procedure is null ? ".\n\n" : $" ({firewall.Procedure}).\n\n");
        text.Append(CultureInfo.InvariantCulture, $"```\n{Ticket()}```\n\n- [ ] ticket opened, its number is here: …\n- [ ] rules are there (`guru network test {string.Join(' ', Domains.Select(domain => domain.TrimStart('.')))}`)\n- [ ] who reported it knows\n");
        string[] lines = [.. evidence];
        if (lines.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## How we know\n\n```\n{string.Join('\n', lines)}\n```\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{FirewallMarker.Of(Domains)}\n").ToString();
    }

    private void Block(StringBuilder text, IReadOnlyList<string> destinations, IReadOnlyList<int> ports, string noun)
    {
        if (text.Length > 0)
        {
            text.Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"• source: {string.Join(", ", Clusters)}\n");
        text.Append(CultureInfo.InvariantCulture, $"• destination: {string.Join(", ", destinations)}\n");
        text.Append(CultureInfo.InvariantCulture, $"• protocol: {string.Join(", ", ports)}{(ports is [Ssh] ? " (SSH)" : string.Empty)}\n");
        text.Append(CultureInfo.InvariantCulture, $"• justification: {Justification}\n");
        text.Append(CultureInfo.InvariantCulture, $"({Quantity.Of(Clusters.Count, "cluster")} × {Quantity.Of(destinations.Count, noun)} × {Quantity.Of(ports.Count, "port")})\n");
    }
}
