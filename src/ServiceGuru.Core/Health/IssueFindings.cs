using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>What the error tracker's issues tell.</summary>
internal static class IssueFindings
{
    /// <summary>Gives findings: the policy allows a number of new issues, beyond which all count; a rate that jumps counts always.</summary>
    public static IEnumerable<HealthFinding> Of(IssueReading reading, HealthPolicy policy, HealthBaseline? baseline)
    {
        HashSet<(string, string)> known = [.. (baseline?.Findings ?? []).Select(finding => (finding.Subject, finding.Reason))];
        bool tooMany = reading.New.Count(issue => !known.Contains((issue.Id, Reason(issue)))) > policy.NewIssuesAllowed;
        foreach (TrackedIssue issue in reading.New.OrderByDescending(issue => issue.Events))
        {
            bool old = known.Contains((issue.Id, Reason(issue)));
            yield return Of(issue, tooMany && !old) with { Known = old };
        }

        HashSet<string> told = [.. reading.New.Where(issue => !known.Contains((issue.Id, Reason(issue)))).Select(issue => issue.Id)];
        Dictionary<string, double> before = (baseline?.Rates ?? []).GroupBy(rate => rate.Id).ToDictionary(group => group.Key, group => group.Max(rate => rate.PerHour));
        foreach (IssueRate rate in reading.Rates.Where(rate => !told.Contains(rate.Id)).OrderByDescending(rate => rate.PerHour))
        {
            double reference = Math.Max(rate.EarlierPerHour, before.GetValueOrDefault(rate.Id));
            if (rate.Events >= policy.RateMinimum && rate.PerHour >= reference * policy.RateFactor)
            {
                yield return Jump(rate, reference);
            }
        }
    }

    private static string Reason(TrackedIssue issue) => issue.Regressed ? "RegressedIssue" : "NewIssue";

    private static HealthFinding Of(TrackedIssue issue, bool counts) => new()
    {
        Target = issue.Id,
        Reason = Reason(issue),
        Layer = HealthLayer.ErrorTracker,
        Severity = counts ? FindingSeverity.Terminal : FindingSeverity.Warning,
        Verdict = counts ? HealthVerdict.Unhealthy : HealthVerdict.Healthy,
        Message = $"{issue.Id}: {issue.Title}",
        Cause = issue.Culprit,
        Evidence = [FormattableString.Invariant($"{issue.Events} events, first {issue.FirstSeen.UtcDateTime:yyyy-MM-dd HH:mm}Z, last {issue.LastSeen.UtcDateTime:yyyy-MM-dd HH:mm}Z"), issue.WebUrl.ToString()],
        NextAction = $"Look at {issue.WebUrl}; resolve or archive it there if it does not matter.",
        Since = issue.FirstSeen,
    };

    private static HealthFinding Jump(IssueRate rate, double reference) => new()
    {
        Target = rate.Id,
        Reason = "IssueRateJump",
        Layer = HealthLayer.ErrorTracker,
        Severity = FindingSeverity.Terminal,
        Verdict = HealthVerdict.Unhealthy,
        Message = FormattableString.Invariant($"{rate.Id} happens {rate.PerHour:0.#} times an hour, before {reference:0.##}: {rate.Title}"),
        Cause = rate.Culprit,
        Evidence =
        [
            FormattableString.Invariant($"{rate.Events} events since {rate.Since.UtcDateTime:yyyy-MM-dd HH:mm}Z, {rate.EarlierEvents} in the time before (from {rate.EarlierSince.UtcDateTime:yyyy-MM-dd HH:mm}Z)"),
            rate.WebUrl.ToString(),
        ],
        NextAction = $"Look at {rate.WebUrl}: what changed when it began to happen more often?",
    };
}
