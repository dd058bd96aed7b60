namespace ServiceGuru.ReleaseNotes;

/// <summary>The weeks that a period is named after.</summary>
internal sealed record WeekSpan(IsoWeek First, IsoWeek Last)
{
    private bool Single => First == Last;

    /// <summary>
    /// Names a period as the team does: it deploys early in a week and tells of the week before, so that the last day
    /// names the week before its own. Only a Sunday ends its own week.
    /// </summary>
    public static WeekSpan Of(NotePeriod period)
    {
        IsoWeek first = IsoWeek.Of(period.Since);
        IsoWeek last = IsoWeek.Of(period.Till.DayOfWeek == DayOfWeek.Sunday ? period.Till : period.Till.AddDays(-7));
        return new WeekSpan(first, last.CompareTo(first) < 0 ? first : last);
    }

    /// <summary>Gives "Week 20" or "Weeks 19–20".</summary>
    public string Name => Single ? $"Week {First.Number}" : $"Weeks {First.Number}\u2013{Last.Number}";

    /// <summary>Gives "week-20" or "week-19-20".</summary>
    public string FileName => Single ? $"week-{First.Number}" : $"week-{First.Number}-{Last.Number}";
}
