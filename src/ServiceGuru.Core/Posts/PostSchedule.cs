using ServiceGuru.Operations;

namespace ServiceGuru.Posts;

/// <summary>When scheduled statuses appear.</summary>
internal static class PostSchedule
{
    private const int Hour = 9;

    /// <summary>Mastodon posts at once what is to appear within this time, so that it must not be asked to schedule it.</summary>
    public static TimeSpan Least { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Gives a time for each status: one a working day, at the same time of day.</summary>
    public static IReadOnlyList<DateTimeOffset> Week(DateTimeOffset? start, int count, DateTimeOffset now)
    {
        List<DateTimeOffset> times = [];
        DateTimeOffset time = start ?? new DateTimeOffset(now.UtcDateTime.Date.AddDays(1).AddHours(Hour), TimeSpan.Zero);
        for (; times.Count < count; time = time.AddDays(1))
        {
            // A start that was asked for is kept, whatever day it is.
            if ((start is not null && times.Count == 0) || time.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                times.Add(time);
            }
        }

        return times;
    }

    /// <summary>Gives why a time can't be scheduled, or null where it can.</summary>
    public static Failure? TooSoon(PostPart part, DateTimeOffset now) => part.ScheduledAt is not { } time || time > now + Least ? null : new Failure
    {
        Id = "ScheduleTooSoon",
        Kind = FailureKind.Usage,
        Target = $"part {part.Number}",
        Message = $"Part {part.Number} was to appear at {time.UtcDateTime:yyyy-MM-dd HH:mm} UTC, and Mastodon schedules at least {Least.TotalMinutes:0} minutes ahead.",
        NextAction = "Give a later start, or post it at once.",
    };
}
