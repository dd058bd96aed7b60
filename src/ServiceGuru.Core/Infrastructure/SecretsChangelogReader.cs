using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceGuru.Infrastructure;

/// <summary>
/// Finds the entries in a changelog that people write as they like: a line with a date begins one. What comes before the
/// first date is told only where there is no date at all.
/// </summary>
internal static partial class SecretsChangelogReader
{
    private const int LongestText = 400;
    private const int MostUndated = 5;

    private static readonly string[] Formats =
    [
        "yyyy-M-d", "yyyy/M/d", "d.M.yyyy", "d. M. yyyy", "d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMMM d yyyy",
    ];

    /// <summary>Gives the entries in their order.</summary>
    public static IReadOnlyList<SecretsChange> Read(string text)
    {
        List<(DateOnly? Date, List<string> Lines)> entries = [];
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()))
        {
            if (DateIn(line) is { } date)
            {
                entries.Add((date, [line]));
            }
            else if (entries.Count == 0 || (line.Length == 0 && entries[^1].Date is null))
            {
                entries.Add((null, [line]));
            }
            else
            {
                entries[^1].Lines.Add(line);
            }
        }

        List<SecretsChange> found = [.. entries.Where(entry => entry.Lines.Exists(line => line.Length > 0)).Select(entry => Entry(entry.Date, entry.Lines))];
        List<SecretsChange> dated = [.. found.Where(entry => entry.Date is not null)];
        return dated.Count > 0 ? dated : [.. found.TakeLast(MostUndated)];
    }

    private static SecretsChange Entry(DateOnly? date, List<string> lines)
    {
        string text = string.Join(' ', lines.Where(line => line.Length > 0));
        string clean = Secretive().Replace(Invisible().Replace(text, " "), match => LooksSecret(match.Value) ? "***" : match.Value).Trim();
        return new SecretsChange
        {
            Date = date,
            Author = AuthorIn(text),
            Text = clean.Length > LongestText ? clean[..LongestText] + "..." : clean,
        };
    }

    // Nobody should write a secret into the changelog, and somebody will. Commits are no secrets.
    private static bool LooksSecret(string word) =>
        word.Any(char.IsAsciiDigit) && word.Any(char.IsAsciiLetter) && !Commit().IsMatch(word) && DateIn(word) is null;

    private static string? AuthorIn(string text)
    {
        string head = text.Length > 160 ? text[..160] : text;
        foreach (Regex pattern in new[] { Handle(), Mail(), By(), Bracket(), Lead() })
        {
            if (pattern.Match(head) is { Success: true } match)
            {
                return match.Groups[1].Value.Trim();
            }
        }

        return null;
    }

    private static DateOnly? DateIn(string line)
    {
        Match match = Date().Match(line.Length > 60 ? line[..60] : line);
        return match.Success && DateOnly.TryParseExact(match.Value, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;
    }

    [GeneratedRegex(@"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}\. ?\d{1,2}\. ?\d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4})\b")]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![\w.])@([A-Za-z0-9][A-Za-z0-9-]{1,38})")]
    private static partial Regex Handle();

    [GeneratedRegex(@"([A-Za-z0-9._%+-]+)@[A-Za-z0-9-]+\.[A-Za-z.]+")]
    private static partial Regex Mail();

    [GeneratedRegex(@"\bby (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})")]
    private static partial Regex By();

    [GeneratedRegex(@"[(\[](\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})[)\]]")]
    private static partial Regex Bracket();

    // "2026-11-18 Elin Svensson: ..."
    [GeneratedRegex(@"^\W*[\d./-]{8,10}[ ,-]+(\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2}) ?[:–-]")]
    private static partial Regex Lead();

    [GeneratedRegex(@"[\p{Cc}\u202A-\u202E\u2066-\u2069]+")]
    private static partial Regex Invisible();

    [GeneratedRegex(@"[A-Za-z0-9+/_=.~-]{20,}")]
    private static partial Regex Secretive();

    [GeneratedRegex(@"^[0-9a-f]{40}$|^https?$")]
    private static partial Regex Commit();
}
