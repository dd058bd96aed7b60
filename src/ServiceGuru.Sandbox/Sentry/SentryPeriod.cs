using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ServiceGuru.Sandbox.Sentry;

/// <summary>The stretch of time that a request asks for.</summary>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end.</param>
internal sealed record SentryPeriod(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Reads <c>statsPeriod</c>, or else <c>start</c> and <c>end</c>; 90 days if there is neither, null if they make no sense.</summary>
    public static SentryPeriod? Read(IQueryCollection query, DateTimeOffset now)
    {
        string span = query["statsPeriod"].ToString();
        if (span.Length > 0)
        {
            return IssueQuery.TryParseSpan(span, out TimeSpan period) ? new SentryPeriod(now - period, now) : null;
        }

        bool start = query.ContainsKey("start");
        bool end = query.ContainsKey("end");
        return start || end
            ? Time(query["start"], out DateTimeOffset from) && Time(query["end"], out DateTimeOffset to) && from <= to ? new SentryPeriod(from, to) : null
            : new SentryPeriod(now.AddDays(-90), now);
    }

    /// <summary>Whether events of the issue can lie in it.</summary>
    public bool Covers(SentryIssue issue) => issue.LastSeen >= Start && issue.FirstSeen <= End;

    private static bool Time(string? text, out DateTimeOffset time) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
