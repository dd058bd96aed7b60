using ServiceGuru.Operations;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Whole days in UTC, both inclusive.</summary>
internal sealed record NotePeriod(DateOnly Since, DateOnly Till)
{
    private const int DaysOfAWeek = 7;

    /// <summary>Gives the seven days up to the last one, unless the request says otherwise.</summary>
    /// <exception cref="GuruException">It ends before it begins (<c>InvalidPeriod</c>).</exception>
    public static NotePeriod Of(DateOnly? since, DateOnly? till, DateOnly today)
    {
        DateOnly last = till ?? today;
        DateOnly first = since ?? last.AddDays(1 - DaysOfAWeek);
        return first <= last ? new NotePeriod(first, last) : throw new GuruException(new Failure
        {
            Id = "InvalidPeriod",
            Kind = FailureKind.Usage,
            Message = $"The period ends ({last:yyyy-MM-dd}) before it begins ({first:yyyy-MM-dd}).",
            NextAction = "Give a first day that is not after the last one.",
        });
    }

    public static DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    public bool Contains(DateTimeOffset time) => Day(time) >= Since && Day(time) <= Till;
}
