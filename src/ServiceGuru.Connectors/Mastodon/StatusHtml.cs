using System.Net;
using System.Text.RegularExpressions;

namespace ServiceGuru.Connectors.Mastodon;

/// <summary>
/// Reads the text out of a status' content, which instances give as HTML. Addresses are there in full, in parts that the web
/// page hides; of mentions only the name without instance is.
/// </summary>
internal static partial class StatusHtml
{
    /// <summary>Gives the text.</summary>
    public static string Plain(string html) =>
        WebUtility.HtmlDecode(Tag().Replace(Break().Replace(html, "\n"), string.Empty)).Trim();

    [GeneratedRegex(@"<br\s*/?>|</p>\s*(?=<p)", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
