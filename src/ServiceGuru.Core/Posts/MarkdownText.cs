using System.Net;
using System.Text.RegularExpressions;

namespace ServiceGuru.Posts;

/// <summary>Takes the markup out of a line of Markdown.</summary>
internal static partial class MarkdownText
{
    /// <summary>
    /// Gives the text. References to pull requests go, the blog post has them; a name after an <c>@</c> is somebody's on the
    /// code host, and on Mastodon it would call a stranger.
    /// </summary>
    public static string Plain(string markdown)
    {
        string text = Comment().Replace(markdown, string.Empty);
        text = Reference().Replace(text, string.Empty);
        text = Link().Replace(text, "${text}");
        text = Autolink().Replace(text, "${address}");
        text = Tag().Replace(text, tag => tag.Value.StartsWith("<br", StringComparison.OrdinalIgnoreCase) ? " " : string.Empty);
        text = Strong().Replace(text, "${text}");
        text = Emphasis().Replace(text, "${text}");
        text = Escape().Replace(text.Replace("`", string.Empty, StringComparison.Ordinal), "${character}");
        text = Handle().Replace(WebUtility.HtmlDecode(text), "${name}");
        return Spaces().Replace(text, " ").Replace(" .", ".", StringComparison.Ordinal).Trim();
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    // ([packit-service#3089](https://github.com/packit/packit-service/pull/3089)), also several in one pair of brackets.
    [GeneratedRegex(@"\s*\(\[[\w.-]*[#@]\w+\]\([^)\s]*\)(?:,\s*\[[\w.-]*[#@]\w+\]\([^)\s]*\))*\)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"!?\[(?<text>[^\]]*)\]\([^)\s]*(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"<(?<address>https?://[^>\s]+)>")]
    private static partial Regex Autolink();

    [GeneratedRegex(@"</?[A-Za-z][^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\*\*(?<text>[^*]+)\*\*|(?<!\w)__(?<text>[^_]+)__(?!\w)")]
    private static partial Regex Strong();

    [GeneratedRegex(@"(?<![\w*\\])\*(?<text>[^*\s\\][^*\\]*)\*(?![\w*])|(?<![\w\\])_(?<text>[^_\s\\][^_\\]*)_(?!\w)")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\\(?<character>[\\`*_{}\[\]()#+\-.!<>|~])")]
    private static partial Regex Escape();

    [GeneratedRegex(@"(?<![\w/@.])@(?<name>[A-Za-z0-9_][A-Za-z0-9_-]*)(?!@|[\w-]*@)")]
    private static partial Regex Handle();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
