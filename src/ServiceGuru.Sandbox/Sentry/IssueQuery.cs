using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceGuru.Sandbox.Sentry;

/// <summary>
/// Sentry's issue search (https://docs.sentry.io/concepts/search/): <c>key:value</c> terms, <c>!</c> for not, relative
/// times (<c>-24h</c>: since then, <c>+24h</c>: before), compared times and numbers, and words of the title.
/// </summary>
internal sealed partial class IssueQuery
{
    private readonly List<Predicate<SentryIssue>> terms;

    private IssueQuery(List<Predicate<SentryIssue>> terms) => this.terms = terms;

    /// <summary>Reads a query.</summary>
    /// <param name="text">The query.</param>
    /// <param name="project">The slug of the project that all issues belong to.</param>
    /// <param name="now">What relative times start from.</param>
    /// <exception cref="FormatException">A term makes no sense; the message is Sentry's answer to the client.</exception>
    public static IssueQuery Parse(string text, string project, DateTimeOffset now) =>
        new([.. Terms().Matches(text).Select(term => Term(term, project, now))]);

    /// <summary>Reads a span such as <c>24h</c>.</summary>
    public static bool TryParseSpan(string text, out TimeSpan span)
    {
        span = default;
        Match match = Span().Match(text);
        if (!match.Success)
        {
            return false;
        }

        double amount = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        span = match.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(amount),
            "m" => TimeSpan.FromMinutes(amount),
            "h" => TimeSpan.FromHours(amount),
            "d" => TimeSpan.FromDays(amount),
            _ => TimeSpan.FromDays(7 * amount),
        };
        return true;
    }

    /// <summary>Whether an issue fits.</summary>
    public bool Matches(SentryIssue issue) => terms.TrueForAll(term => term(issue));

    private static Predicate<SentryIssue> Term(Match term, string project, DateTimeOffset now)
    {
        string key = term.Groups["key"].Value;
        string value = term.Groups["value"].Value.Trim('"');
        Predicate<SentryIssue> predicate = key switch
        {
            "" => issue => issue.Title.Contains(value, StringComparison.OrdinalIgnoreCase) || issue.Culprit.Contains(value, StringComparison.OrdinalIgnoreCase),
            "is" => State(value),
            "project" or "project.name" => _ => value == project,
            "environment" => issue => issue.Environments.Contains(value),
            "level" => issue => issue.Level == value,
            "issue" => issue => issue.ShortId == value,
            "firstSeen" or "age" => Time(key, value, now, issue => issue.FirstSeen),
            "lastSeen" or "event.timestamp" => Time(key, value, now, issue => issue.LastSeen),
            "timesSeen" => Number(value),
            "error.unhandled" => issue => issue.Unhandled == value is "true" or "1",
            // Any other key is a tag of the events; these have none.
            _ => _ => false,
        };
        return term.Groups["not"].Length > 0 ? issue => !predicate(issue) : predicate;
    }

    private static Predicate<SentryIssue> State(string value) => value switch
    {
        "unresolved" or "resolved" or "ignored" => issue => issue.Status == value,
        "archived" => issue => issue.Status == "ignored",
        "new" or "ongoing" or "regressed" or "escalating" => issue => issue.Status == "unresolved" && issue.Substatus == value,
        "for_review" => issue => issue is { Status: "unresolved", Substatus: "new" or "regressed" or "escalating" },
        "unassigned" => _ => true,
        "assigned" => _ => false,
        _ => throw new FormatException($"Invalid value for \"is\" search, valid values are ['archived', 'assigned', 'escalating', 'for_review', 'ignored', 'new', 'ongoing', 'regressed', 'resolved', 'unassigned', 'unresolved']"),
    };

    private static Predicate<SentryIssue> Time(string key, string value, DateTimeOffset now, Func<SentryIssue, DateTimeOffset> field)
    {
        if (value.Length > 1 && value[0] is '-' or '+' && TryParseSpan(value[1..], out TimeSpan span))
        {
            return value[0] == '-' ? issue => field(issue) >= now - span : issue => field(issue) <= now - span;
        }

        Match comparison = Comparison().Match(value);
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParse(comparison.Groups[2].ValueSpan, CultureInfo.InvariantCulture, Styles, out DateTimeOffset time))
        {
            throw new FormatException($"{key}: Invalid date: {value}. Expected +/-duration (e.g. +1h) or ISO 8601-like (e.g. 2023-01-01T00:00:00).");
        }

        return comparison.Groups[1].Value switch
        {
            ">" => issue => field(issue) > time,
            ">=" => issue => field(issue) >= time,
            "<" => issue => field(issue) < time,
            "<=" => issue => field(issue) <= time,
            _ => issue => field(issue).UtcDateTime.Date == time.UtcDateTime.Date,
        };
    }

    private static Predicate<SentryIssue> Number(string value)
    {
        Match comparison = Comparison().Match(value);
        if (!int.TryParse(comparison.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            throw new FormatException($"timesSeen: Invalid number: {value}.");
        }

        return comparison.Groups[1].Value switch
        {
            ">" => issue => issue.Count > number,
            ">=" => issue => issue.Count >= number,
            "<" => issue => issue.Count < number,
            "<=" => issue => issue.Count <= number,
            _ => issue => issue.Count == number,
        };
    }

    [GeneratedRegex("""(?<not>!?)(?:(?<key>[A-Za-z][\w.-]*):)?(?<value>"[^"]*"|\S+)""")]
    private static partial Regex Terms();

    [GeneratedRegex("^([0-9]+)([smhdw])$")]
    private static partial Regex Span();

    [GeneratedRegex("^(>=|<=|>|<|)(.*)$")]
    private static partial Regex Comparison();
}
