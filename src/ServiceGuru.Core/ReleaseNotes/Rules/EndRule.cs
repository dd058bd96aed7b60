using System.Text.RegularExpressions;

namespace ServiceGuru.ReleaseNotes.Rules;

/// <summary>An entry is a whole sentence, and ends like one before its link.</summary>
internal sealed partial class EndRule : IPostRule
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Check(PostText post)
    {
        foreach (PostEntry entry in post.Entries)
        {
            // The text itself, not its prose: an entry may well end in code.
            string text = Reference().Replace(entry.Text, string.Empty).TrimEnd();
            if (text.Length > 0 && !MdxText.IsFence(text[(text.LastIndexOf('\n') + 1)..]) && text[^1] is not ('.' or '!' or '?' or ':' or '\u2026'))
            {
                yield return entry.Finding("NoEnd", LintSeverity.Warning, "The entry does not end like a sentence.", "Put a full stop before the link.");
            }
        }
    }

    [GeneratedRegex("[\\s(,]*(?:\\(\\[[^\\[\\]]*\\]\\([^()]*\\)(?:,\\s*\\[[^\\[\\]]*\\]\\([^()]*\\))*\\)|\\([A-Za-z0-9_.-]+(?:[#@][0-9a-f]+)?\\))\\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reference();
}
