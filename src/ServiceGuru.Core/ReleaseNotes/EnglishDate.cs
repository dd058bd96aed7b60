using System.Globalization;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Dates as the posts write them.</summary>
internal static class EnglishDate
{
    /// <summary>Gives e.g. "May".</summary>
    public static string Month(DateOnly day) => day.ToString("MMMM", CultureInfo.InvariantCulture);

    /// <summary>Gives e.g. "May 12th".</summary>
    public static string MonthAndDay(DateOnly day) => $"{Month(day)} {day.Day}{Suffix(day.Day)}";

    /// <summary>Gives e.g. "May 12th – May 18th", or one date for one day.</summary>
    public static string Range(DateOnly first, DateOnly last) =>
        first == last ? MonthAndDay(first) : $"{MonthAndDay(first)} \u2013 {MonthAndDay(last)}";

    private static string Suffix(int day) => day switch
    {
        11 or 12 or 13 => "th",
        _ => (day % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" },
    };
}
