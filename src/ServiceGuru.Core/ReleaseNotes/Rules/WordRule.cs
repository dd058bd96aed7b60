using System.Text.RegularExpressions;

namespace ServiceGuru.ReleaseNotes.Rules;

/// <summary>Entries do without certain words. A word that names a repository is also found as the one that a link leads to.</summary>
/// <param name="id">The rule's id.</param>
/// <param name="words">The words, and what to say instead where something is known.</param>
/// <param name="reason">Says why, from the word.</param>
/// <param name="suggestion">Says what instead, from what is known.</param>
internal sealed partial class WordRule(string id, IReadOnlyDictionary<string, string?> words, Func<string, string> reason, Func<string?, string> suggestion) : IPostRule
{
    private readonly Regex? pattern = words.Count == 0 ? null : new Regex(
        $"(?<![\\w-])(?:{string.Join('|', words.Keys.OrderByDescending(word => word.Length).Select(Regex.Escape))})(?![\\w-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Check(PostText post)
    {
        if (pattern is null)
        {
            yield break;
        }

        foreach (PostLine line in post.Entries.SelectMany(entry => entry.Lines))
        {
            // Of a link, its words count; of [ogr#12](...) only the repository's name.
            string prose = Address().Replace(line.Prose, match => new string(' ', match.Length));
            foreach (Match word in pattern.Matches(prose))
            {
                yield return line.Finding(word.Index, id, LintSeverity.Warning, reason(word.Value), suggestion(words[word.Value]));
            }
        }
    }

    [GeneratedRegex("(?<=\\])\\([^()]*\\)|https?://\\S+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
