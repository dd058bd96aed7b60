using System.Text.RegularExpressions;

namespace ServiceGuru.Connectors.Http;

/// <summary>Reads Link headers (RFC 8288), as GitHub, Sentry and OCI registries page with them.</summary>
internal static partial class LinkHeader
{
    /// <summary>The address of the next page, or null on the last one. Sentry's <c>results="false"</c> means that the next page is empty.</summary>
    public static Uri? Next(HttpAnswer answer)
    {
        if (!answer.Headers.TryGetValues("Link", out IEnumerable<string>? values))
        {
            return null;
        }

        foreach (Match link in values.SelectMany(value => Links().Matches(value)))
        {
            string parameters = link.Groups["parameters"].Value;
            if (RelNext().IsMatch(parameters) && !parameters.Contains("results=\"false\"", StringComparison.OrdinalIgnoreCase))
            {
                return Uri.TryCreate(answer.Uri, link.Groups["target"].Value, out Uri? next) ? next : null;
            }
        }

        return null;
    }

    [GeneratedRegex("""<(?<target>[^>]*)>(?<parameters>(?:\s*;\s*[\w!#$&+\-.^`|~*]+\s*(?:=\s*(?:"[^"]*"|[^",;\s]*))?)*)""")]
    private static partial Regex Links();

    [GeneratedRegex("""(?:^|;)\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?=\s*(?:;|$)))""", RegexOptions.IgnoreCase)]
    private static partial Regex RelNext();
}
