using System.Text.RegularExpressions;

namespace ServiceGuru.ReleaseNotes.Rules;

/// <summary>Nothing is told twice.</summary>
internal sealed partial class DuplicateRule : IPostRule
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Check(PostText post)
    {
        Dictionary<string, int> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (PostEntry entry in post.Entries)
        {
            string words = Blanks().Replace(Links().Replace(entry.Text, string.Empty), " ").Trim(' ', '.', '(', ')');
            if (!seen.TryAdd(words, entry.Lines[0].Number))
            {
                yield return entry.Finding("Duplicate", LintSeverity.Warning, $"This is told in line {seen[words]} already.", "Keep one entry, with both links.");
            }
        }
    }

    [GeneratedRegex("\\[[^\\[\\]]*\\]\\([^()]*\\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Links();

    [GeneratedRegex("\\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
