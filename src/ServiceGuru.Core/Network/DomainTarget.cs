using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ServiceGuru.Operations;

namespace ServiceGuru.Network;

/// <summary>
/// A domain as it was given, and the host that it means. An address such as <c>https://example.org/x</c> means its host; a
/// name of another script is turned into its ASCII form. What gets through here can be no option and no second argument.
/// </summary>
/// <param name="Given">What was given.</param>
/// <param name="Host">The host: lowercase ASCII labels, at least two.</param>
/// <param name="Port">The port that the address names, if any.</param>
internal sealed partial record DomainTarget(string Given, string Host, int? Port)
{
    // So much of anything is no domain any more, and the rest of this is linear in it.
    private const int Longest = 2_000;

    /// <summary>Reads what was given.</summary>
    /// <exception cref="GuruException">It is no domain (<c>InvalidDomain</c>).</exception>
    public static DomainTarget Parse(string given)
    {
        string text = given.Trim();
        if (text.Length is 0 or > Longest)
        {
            throw Invalid(given, "It is empty or too long.");
        }

        string name = text;
        int? port = null;
        if (Address().IsMatch(text))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Host.Length == 0)
            {
                throw Invalid(given, "The address names no host.");
            }

            if (address.UserInfo.Contains(':', StringComparison.Ordinal))
            {
                // Neither this message nor the record of a run shall hold it.
                throw Invalid($"{address.Scheme}://***@{address.Host}", "It has a password in it; leave that out.");
            }

            name = address.Host;
            port = address.IsDefaultPort || address.Port < 1 ? null : address.Port;
        }

        return new DomainTarget(text, Ascii(given, name), port);
    }

    /// <summary>Reads several; the same host twice is one.</summary>
    public static IReadOnlyList<DomainTarget> ParseAll(IReadOnlyList<string> given) => given.Count == 0
        ? throw new GuruException(new Failure
        {
            Id = "NoDomain",
            Kind = FailureKind.Usage,
            Message = "No domain was given.",
            NextAction = "Name at least one, e.g. download.kde.org.",
        })
        : [.. given.Select(Parse).DistinctBy(target => (target.Host, target.Port))];

    private static string Ascii(string given, string name)
    {
        if (IPAddress.TryParse(name.Trim('[', ']'), out _))
        {
            throw Invalid(given, "It is an address and no domain; firewall rules for 80 and 443 go by domain.");
        }

        string ascii;
        try
        {
            ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(name.TrimEnd('.')).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            throw Invalid(given, "Letters, digits and hyphens make the parts of a domain, and dots divide them.");
        }

        return ascii.Length <= 253 && Domain().IsMatch(ascii)
            ? ascii
            : throw Invalid(given, name.Contains(':', StringComparison.Ordinal)
                ? "A port goes into the ports, not behind the domain."
                : name.Contains('/', StringComparison.Ordinal) ? "It has a path but no scheme such as https://."
                : "Letters, digits and hyphens make the parts of a domain, and at least one dot divides them.");
    }

    private static GuruException Invalid(string given, string cause) => new(new Failure
    {
        Id = "InvalidDomain",
        Kind = FailureKind.Usage,
        Message = $"'{(given.Length > 80 ? given[..80] + "…" : given)}' is no domain.",
        Target = given.Length > 80 ? given[..80] : given,
        Cause = cause,
        NextAction = "Give a domain such as download.kde.org, or an address such as https://download.kde.org/stable/.",
    });

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*://")]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?=.*[a-z])([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex Domain();
}
