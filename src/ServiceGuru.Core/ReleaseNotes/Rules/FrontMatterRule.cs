using System.Globalization;

namespace ServiceGuru.ReleaseNotes.Rules;

/// <summary>The front matter has what the blog needs: title, date and authors.</summary>
internal sealed class FrontMatterRule : IPostRule
{
    private const string Id = "FrontMatter";

    /// <inheritdoc/>
    public IEnumerable<LintFinding> Check(PostText post)
    {
        if (post.FrontMatter is not { } keys)
        {
            yield return At(LintSeverity.Error, "The post has no front matter, so the blog knows neither its title nor its date.", "Begin it with a block of title, date, authors and tags between two lines of ---.");
            yield break;
        }

        if (string.IsNullOrEmpty(keys.GetValueOrDefault("title")))
        {
            yield return At(LintSeverity.Error, "The front matter has no title.", null);
        }

        string? date = keys.GetValueOrDefault("date")?.Trim('"', '\'');
        if (!DateTime.TryParse(date, CultureInfo.InvariantCulture, out _))
        {
            yield return At(LintSeverity.Error, date is null ? "The front matter has no date." : $"The front matter's date is none: '{date}'.", "Write it as YYYY-MM-DD.");
        }

        if (!keys.ContainsKey("authors"))
        {
            yield return At(LintSeverity.Warning, "The front matter names no authors.", "Add authors: with a key of the blog's authors.yml.");
        }
    }

    private static LintFinding At(LintSeverity severity, string reason, string? suggestion) =>
        new() { Line = 1, Column = 1, Rule = Id, Severity = severity, Reason = reason, Suggestion = suggestion };
}
