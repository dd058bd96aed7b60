using System.Text.RegularExpressions;

namespace ServiceGuru.ReleaseNotes.Rules;

/// <summary>Every entry leads to its pull request, and every link to where its words say.</summary>
internal sealed partial class LinkRule : IPostRule
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Check(PostText post) => post.Body.SelectMany(Broken).Concat(post.Entries.SelectMany(Missing));

    private static IEnumerable<LintFinding> Missing(PostEntry entry)
    {
        if (!Link().IsMatch(entry.Prose) && !BegunLink().IsMatch(entry.Prose))
        {
            yield return entry.Finding("LinkMissing", LintSeverity.Warning, "The entry has no link, so that nobody can read more.", "End it with the pull request: ([repository#1](https://github.com/owner/repository/pull/1)).");
        }
    }

    private static IEnumerable<LintFinding> Broken(PostLine line)
    {
        foreach (Match link in Link().Matches(line.Prose))
        {
            string label = link.Groups[1].Value;
            string address = link.Groups[2].Value.Trim();
            if (!Uri.TryCreate(address, UriKind.RelativeOrAbsolute, out _) || address.Length == 0 || address.Contains(' ', StringComparison.Ordinal))
            {
                yield return line.Finding(link.Index, "LinkBroken", LintSeverity.Error, $"The link '{label}' leads nowhere: '{address}'.", "Give its whole address.");
            }
            else if (Reference().Match(label) is { Success: true } named && Page().Match(address) is { Success: true } page
                && (named.Groups[2].Value != page.Groups[2].Value || !page.Groups[1].Value.EndsWith(named.Groups[1].Value, StringComparison.OrdinalIgnoreCase)))
            {
                yield return line.Finding(link.Index, "LinkMismatch", LintSeverity.Error, $"The link says {label} and leads to {page.Groups[1].Value}#{page.Groups[2].Value}.", "Make both the same.");
            }
        }

        string rest = Link().Replace(line.Prose, match => new string(' ', match.Length));
        if (BegunLink().Match(rest) is { Success: true } begun)
        {
            yield return line.Finding(begun.Index, "LinkBroken", LintSeverity.Error, "A link begins here and does not end.", "Close it: [words](address).");
        }
    }

    [GeneratedRegex("\\[([^\\[\\]]*)\\]\\(([^()]*)\\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("\\[[^\\[\\]]*\\]\\([^()]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BegunLink();

    [GeneratedRegex("^([A-Za-z0-9_./-]*)#([0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex("/([A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)/(?:pull|issues)/([0-9]+)/?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Page();
}
