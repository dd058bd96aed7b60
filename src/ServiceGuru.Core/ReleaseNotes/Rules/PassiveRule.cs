using System.Text.RegularExpressions;

namespace ServiceGuru.ReleaseNotes.Rules;

/// <summary>
/// Entries say what users can do now. "Packit's behaviour in dealing with spec files was improved" tells nothing of
/// that, the team's documents say; "Packit can now find a spec file inside a bottle of rum" does.
/// </summary>
/// <param name="project">The project's name, for the suggestion.</param>
internal sealed partial class PassiveRule(string project) : IPostRule
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Check(PostText post) => post.Entries.SelectMany(entry => entry.Lines).SelectMany(line =>
        Passive().Matches(line.Prose).Select(match => line.Finding(
            match.Index,
            "Passive",
            LintSeverity.Warning,
            $"'{match.Value}' tells that something was done, not what users can do now.",
            $"Say who can do what, and what it is good for, as in \"{project} can now find a spec file inside a bottle of rum, which is very handy when you're thirsty\".")));

    [GeneratedRegex("\\b(?:was|were|(?:has|have|had) been|got|is now being) (?:\\w+ly |also |now )?(?:\\w{2,}ed|made|built|rewritten|written|done|taken|given|sent|set|put|shown|broken|chosen|kept|split|brought)\\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Passive();
}
