using ServiceGuru.Operations;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Whole days in UTC, both inclusive.</summary>
internal sealed record NotePeriod(DateOnly Since, DateOnly Till)
{
    private const int DaysOfAWeek = 7;

    // Git counts time from here on.
    private const int FirstYear = 1970;

    /// <summary>Gives the seven days up to the last one, unless the request says otherwise.</summary>
    /// <exception cref="GuruException">It ends before it begins or before git's time (<c>InvalidPeriod</c>).</exception>
    public static NotePeriod Of(DateOnly? since, DateOnly? till, DateOnly today)
    {
        DateOnly last = till ?? today;
        if (last.Year < FirstYear)
        {
            throw Invalid($"The period ends on {last:yyyy-MM-dd}, and there is no commit from before {FirstYear}.", "Give a later last day.");
        }

        DateOnly first = since ?? last.AddDays(1 - DaysOfAWeek);
        return first <= last
            ? new NotePeriod(first, last)
            : throw Invalid($"The period ends ({last:yyyy-MM-dd}) before it begins ({first:yyyy-MM-dd}).", "Give a first day that is not after the last one.");
    }

    public static DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    public bool Contains(DateTimeOffset time) => Day(time) >= Since && Day(time) <= Till;

    private static GuruException Invalid(string message, string next) => new(new Failure
    {
        Id = "InvalidPeriod",
        Kind = FailureKind.Usage,
        Message = message,
        NextAction = next,
    });
}
