using System.Text.RegularExpressions;

namespace ServiceGuru.ReleaseNotes.Rules;

/// <summary>
/// Nothing that MDX would read as a component, an expression or a module
/// (https://mdxjs.com/docs/what-is-mdx/#markdown, https://docusaurus.io/docs/migration/v3#preparing-your-site).
/// </summary>
internal sealed partial class MdxRule : IPostRule
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Check(PostText post)
    {
        HashSet<string> balanced = Balanced(string.Join('\n', post.Body.Select(line => line.Prose)));
        foreach (PostLine line in post.Body)
        {
            // Comments, which Docusaurus takes out itself, and tags that are closed are meant.
            string prose = Tag().Replace(Comment().Replace(line.Prose, Blank), match => match.Groups[3].Length > 0 || balanced.Contains(match.Groups[2].Value) ? Blank(match) : match.Value);
            if (Module().Match(line.Prose) is { Success: true } module)
            {
                yield return line.Finding(0, "MdxModule", LintSeverity.Error, $"A line that begins with '{module.Value.Trim()}' is code to the site.", "Put another word before it.");
            }

            for (int at = 0; at < prose.Length; at++)
            {
                if (prose[at] is '<' or '{' && !MdxText.IsEscaped(prose, at))
                {
                    yield return prose[at] == '<'
                        ? line.Finding(at, "MdxTag", LintSeverity.Error, "A bare < begins a component, and the site does not build.", "Write \\<, or put the text into `backticks`; an address needs no < >.")
                        : line.Finding(at, "MdxBrace", LintSeverity.Error, "A bare { begins an expression, and the site does not build.", "Write \\{, or put the text into `backticks`.");
                }
            }
        }
    }

    private static HashSet<string> Balanced(string prose) =>
    [
        .. Tag().Matches(prose).Where(tag => tag.Groups[3].Length == 0).GroupBy(tag => tag.Groups[2].Value, StringComparer.Ordinal)
            .Where(tags => tags.Count(tag => tag.Groups[1].Length > 0) * 2 == tags.Count())
            .Select(tags => tags.Key),
    ];

    private static string Blank(Match match) => new(' ', match.Length);

    [GeneratedRegex("<!--.*?-->", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("<(/?)([a-z][a-z0-9]*)(?:\\s[^<>{}]*?)?(/?)>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("^(import|export)\\s", RegexOptions.CultureInvariant)]
    private static partial Regex Module();
}
