using System.Text.RegularExpressions;

namespace ServiceGuru.ReleaseNotes.Rules;

/// <summary>Nothing that somebody meant to fill in later.</summary>
internal sealed partial class PlaceholderRule : IPostRule
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Check(PostText post) =>
        post.Body.SelectMany(line => Unfinished().Matches(line.Prose).Select(match => line.Finding(
            match.Index, "Placeholder", LintSeverity.Error, $"'{match.Value.Trim()}' is to be filled in, not to be published.", "Write what belongs there, or take the entry out.")));

    [GeneratedRegex("\\b(?:FIXME|TBD|XXX|[Ll]orem ipsum|TODO)\\b|^[-*+] (?:[Nn]one|N/A|n/a)\\.?(?= \\(|$)|<[Yy]our [^>]*>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unfinished();
}
