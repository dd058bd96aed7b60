using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Reads a pull request's number from the first line of a commit's message.</summary>
internal static partial class PullRequestNumber
{
    /// <summary>Gives the number of "Merge pull request #N …" or "… (#N)", else null: "Merge branch 'main' into x" names none.</summary>
    public static int? Of(string subject)
    {
        Match match = Merge().Match(subject);
        if (!match.Success)
        {
            match = Suffix().Match(subject);
        }

        return match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^Merge pull request #([0-9]{1,9})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Merge();

    [GeneratedRegex(@"\(#([0-9]{1,9})\)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();
}
