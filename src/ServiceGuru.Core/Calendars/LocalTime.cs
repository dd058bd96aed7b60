using System.Globalization;

namespace ServiceGuru.Calendars;

/// <summary>
/// Times as a calendar writes them, and the instants that they are. Where clocks go forward, a time that there is not is
/// the instant of the change; where they go back, a time that there is twice is read as the caller says.
/// </summary>
internal static class LocalTime
{
    // "Until further notice" is written as the end of time; a day before it every time zone still has that instant.
    private static readonly DateTime First = DateTime.MinValue.AddDays(2);
    private static readonly DateTime Last = DateTime.MaxValue.Date.AddDays(-2);

    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <summary>Reads a date or a date and time.</summary>
    public delegate bool Parser(string text, out DateTime moment);

    /// <summary>Reads when something begins; a date is its first instant.</summary>
    public static bool TryParseStart(string text, out DateTime moment) => TryParseDate(text, out moment) || TryParseMoment(text, out moment);

    /// <summary>Reads when something ends; a date is meant with its whole day.</summary>
    public static bool TryParseEnd(string text, out DateTime moment)
    {
        if (!TryParseDate(text, out moment))
        {
            return TryParseMoment(text, out moment);
        }

        moment = Within(moment < Last ? moment.AddDays(1) : Last);
        return true;
    }

    /// <summary>Reads a time of the day, 00:00 to 24:00.</summary>
    public static bool TryParseTime(string text, out TimeSpan time)
    {
        time = TimeSpan.FromDays(1);
        return text == "24:00" || TimeSpan.TryParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture, out time);
    }

    /// <summary>Gives the instant of a local time.</summary>
    /// <param name="zone">The time zone.</param>
    /// <param name="local">The local time.</param>
    /// <param name="later">Which instant is meant where clocks go back: the later one, or the earlier.</param>
    public static DateTimeOffset InstantOf(TimeZoneInfo zone, DateTime local, bool later)
    {
        DateTime moment = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(moment))
        {
            moment = new DateTime(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
        }

        if (!zone.IsAmbiguousTime(moment))
        {
            return new DateTimeOffset(moment, zone.GetUtcOffset(moment));
        }

        TimeSpan[] offsets = zone.GetAmbiguousTimeOffsets(moment);
        return new DateTimeOffset(moment, later ? offsets.Min() : offsets.Max());
    }

    private static bool TryParseDate(string text, out DateTime moment) => TryParse(text, ["yyyy-MM-dd"], out moment);

    private static bool TryParseMoment(string text, out DateTime moment) => TryParse(text, Moments, out moment);

    private static bool TryParse(string text, string[] forms, out DateTime moment)
    {
        bool read = DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);
        moment = Within(moment);
        return read;
    }

    private static DateTime Within(DateTime moment) => moment < First ? First : moment > Last ? Last : moment;
}
