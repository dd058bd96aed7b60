using System.Text.RegularExpressions;

namespace ServiceGuru.Network;

/// <summary>
/// The line in an issue by which its request is known again: <c>&lt;!-- firewall-request: a.example b.example --&gt;</c>. People
/// who read the issue do not see it.
/// </summary>
internal static partial class FirewallMarker
{
    /// <summary>Makes the line.</summary>
    public static string Of(IEnumerable<string> domains) => $"<!-- firewall-request: {string.Join(' ', domains.Order(StringComparer.Ordinal))} -->";

    /// <summary>Tells whether an issue is about a domain: by the line, or where a person wrote it, by its title.</summary>
    public static bool IsAbout(TrackingIssue issue, string domain)
    {
        Match line = Line().Match(issue.Body ?? string.Empty);
        return line.Success
            ? line.Groups["domains"].Value.Split(' ').Any(asked => Covers(asked, domain))
            : Words(issue.Title).Any(word => Covers(word, domain));
    }

    // ".kde.org" asks for all below kde.org.
    private static bool Covers(string asked, string domain) =>
        asked == domain || (asked.StartsWith('.') && (domain.EndsWith(asked, StringComparison.Ordinal) || domain == asked[1..]));

    private static IEnumerable<string> Words(string title) =>
        title.ToLowerInvariant().Split([' ', ',', ';', '(', ')', '`', '"', '\''], StringSplitOptions.RemoveEmptyEntries).Select(word => word.TrimEnd('.', ':'));

    [GeneratedRegex("^<!-- firewall-request: (?<domains>[a-z0-9. -]{1,4000}) -->\r?$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
