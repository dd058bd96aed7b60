namespace ServiceGuru.Health.Rules.Around;

/// <summary>
/// The times of a CronJob: five fields with lists, ranges, steps and names, or a macro, as
/// https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax has them.
/// </summary>
internal sealed class CronSchedule
{
    private const int DaysOfTwoLeapCycles = 8 * 366;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly HashSet<int> _minutes;
    private readonly HashSet<int> _hours;
    private readonly HashSet<int> _days;
    private readonly HashSet<int> _months;
    private readonly HashSet<int> _weekdays;
    private readonly bool _anyDay;
    private readonly bool _anyWeekday;

    private CronSchedule(string[] fields)
    {
        _minutes = Values(fields[0], 0, 59, []);
        _hours = Values(fields[1], 0, 23, []);
        _days = Values(fields[2], 1, 31, []);
        _months = Values(fields[3], 1, 12, Months);
        _weekdays = [.. Values(fields[4], 0, 7, Days).Select(day => day % 7)];
        _anyDay = fields[2][0] is '*' or '?';
        _anyWeekday = fields[4][0] is '*' or '?';
    }

    /// <summary>Reads a schedule, or gives null where it is none that can be told.</summary>
    public static CronSchedule? TryParse(string text)
    {
        string[] fields = (text.Trim().ToLowerInvariant() switch
        {
            "@yearly" or "@annually" => "0 0 1 1 *",
            "@monthly" => "0 0 1 * *",
            "@weekly" => "0 0 * * 0",
            "@daily" or "@midnight" => "0 0 * * *",
            "@hourly" => "0 * * * *",
            var other => other,
        }).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return fields.Length == 5 ? new CronSchedule(fields) : null;
        }
        catch (FormatException)
        {
            // The cluster itself tells of a schedule that makes no sense; here it only means that nothing can be foretold.
            return null;
        }
    }

    /// <summary>Gives the last time at or before a moment at which it was due, or null where that is years ago.</summary>
    public DateTimeOffset? LastBefore(DateTimeOffset now, string? timeZone)
    {
        TimeZoneInfo zone = timeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out TimeZoneInfo? found) ? found : TimeZoneInfo.Utc;
        DateTime local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        for (int back = 0; back < DaysOfTwoLeapCycles; back++)
        {
            DateTime day = local.Date.AddDays(-back);
            if (!IsDue(day))
            {
                continue;
            }

            foreach (DateTime time in _hours.OrderDescending().SelectMany(hour => _minutes.OrderDescending().Select(minute => day.AddHours(hour).AddMinutes(minute))))
            {
                // An hour that summer time leaves out never was.
                if (time <= local && !zone.IsInvalidTime(time))
                {
                    return new DateTimeOffset(time, zone.GetUtcOffset(time));
                }
            }
        }

        return null;
    }

    /// <summary>Where both days are given, either will do.</summary>
    private bool IsDue(DateTime day)
    {
        bool weekday = _weekdays.Contains((int)day.DayOfWeek);
        bool date = _days.Contains(day.Day);
        return _months.Contains(day.Month) && (_anyDay || _anyWeekday ? weekday && date : weekday || date);
    }

    private static HashSet<int> Values(string field, int least, int most, string[] names)
    {
        HashSet<int> values = [];
        foreach (string part in field.Split(','))
        {
            string[] stepped = part.Split('/', 2);
            int step = stepped.Length == 2 ? int.Parse(stepped[1], System.Globalization.CultureInfo.InvariantCulture) : 1;
            string[] range = stepped[0].Split('-', 2);
            bool all = range[0] is "*" or "?";
            int first = all ? least : Value(range[0], least, names);
            int last = range.Length == 2 ? Value(range[1], least, names) : all || stepped.Length == 2 ? most : first;
            if (step < 1 || first < least || last > most)
            {
                throw new FormatException($"'{part}' is no field of a schedule.");
            }

            for (int value = first; value <= last; value += step)
            {
                values.Add(value);
            }
        }

        return values;
    }

    private static int Value(string text, int least, string[] names) =>
        Array.IndexOf(names, text) is >= 0 and int index ? index + least : int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
