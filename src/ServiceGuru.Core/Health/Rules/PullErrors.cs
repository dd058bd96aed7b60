using System.Text.RegularExpressions;

namespace ServiceGuru.Health.Rules;

/// <summary>Tells from a container runtime's words why a pull or an import failed.</summary>
internal static partial class PullErrors
{
    public static bool RateLimited(string text) => RatePattern().IsMatch(text);

    public static bool Tls(string text) => TlsPattern().IsMatch(text);

    public static bool Dns(string text) => DnsPattern().IsMatch(text);

    public static bool Unavailable(string text) => UnavailablePattern().IsMatch(text);

    public static bool Denied(string text) => DeniedPattern().IsMatch(text);

    public static bool NotFound(string text) => NotFoundPattern().IsMatch(text);

    /// <summary>Whether somebody must act: the image or the right to it is absent, and not just the registry in trouble.</summary>
    public static bool Final(string text) =>
        !RateLimited(text) && !Tls(text) && !Dns(text) && !Unavailable(text) && (Denied(text) || NotFound(text));

    [GeneratedRegex(@"toomanyrequests|too many requests|rate limit|pull QPS exceeded|status( code)?:? 429", RegexOptions.IgnoreCase)]
    private static partial Regex RatePattern();

    [GeneratedRegex(@"x509|tls:|tls handshake|certificate|HTTP response to HTTPS client", RegexOptions.IgnoreCase)]
    private static partial Regex TlsPattern();

    [GeneratedRegex(@"no such host|server misbehaving|name resolution|dial tcp: lookup ", RegexOptions.IgnoreCase)]
    private static partial Regex DnsPattern();

    [GeneratedRegex(
        @"(status( code)?|http(/\d(\.\d)?)?|response)[^\r\n]{0,40}\b5\d\d\b|bad gateway|service unavailable|internal server error|gateway time-?out|"
        + @"i/o timeout|deadline exceeded|connection (refused|reset|timed out)|no route to host|network is unreachable|unexpected EOF|temporarily unavailable",
        RegexOptions.IgnoreCase)]
    private static partial Regex UnavailablePattern();

    [GeneratedRegex(@"unauthorized|denied|forbidden|authentication required|insufficient_scope|no basic auth credentials|status( code)?:? 40[13]", RegexOptions.IgnoreCase)]
    private static partial Regex DeniedPattern();

    [GeneratedRegex(@"not found|manifest[ _]unknown|name[ _]unknown|does not exist|no such image|status( code)?:? 404", RegexOptions.IgnoreCase)]
    private static partial Regex NotFoundPattern();
}
