using System.Text.RegularExpressions;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Fills <c>{name}</c> in titles and templates.</summary>
internal static partial class Placeholders
{
    public static IReadOnlyList<string> OfTitle { get; } = ["project", "week", "month", "year"];

    /// <summary>Gives the placeholders that are none of the known ones, as they stand.</summary>
    public static IReadOnlyList<string> Unknown(string text, IReadOnlyList<string> known) =>
        [.. Placeholder().Matches(text).Where(match => !known.Contains(match.Groups[1].Value, StringComparer.Ordinal)).Select(match => match.Value).Distinct()];

    /// <summary>Fills in what is known; other braces stay as they are, as a post may mean them.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(text, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    [GeneratedRegex("\\{([A-Za-z]+)\\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
