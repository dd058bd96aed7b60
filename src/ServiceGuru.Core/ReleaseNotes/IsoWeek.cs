using System.Globalization;

namespace ServiceGuru.ReleaseNotes;

/// <summary>A week of ISO 8601: it begins on Monday and belongs to the year that has its Thursday.</summary>
internal readonly record struct IsoWeek(int Year, int Number) : IComparable<IsoWeek>
{
    /// <summary>Gets the Thursday, which decides the year and the month.</summary>
    public DateOnly Thursday => Monday.AddDays(3);

    /// <summary>Gets the first day.</summary>
    public DateOnly Monday => DateOnly.FromDateTime(ISOWeek.ToDateTime(Year, Number, DayOfWeek.Monday));

    /// <summary>Gets the last day.</summary>
    public DateOnly Sunday => Monday.AddDays(6);

    public static IsoWeek Of(DateOnly day)
    {
        DateTime time = day.ToDateTime(TimeOnly.MinValue);
        return new IsoWeek(ISOWeek.GetYear(time), ISOWeek.GetWeekOfYear(time));
    }

    public int CompareTo(IsoWeek other) => Monday.CompareTo(other.Monday);
}
