using System.Globalization;

namespace ServiceGuru.Host.Console;

/// <summary>Times as people read them.</summary>
internal static class Elapsed
{
    /// <summary>Gives <c>0.4s</c>, <c>12.3s</c>, <c>2m05s</c> or <c>1h02m</c>.</summary>
    public static string Text(TimeSpan time)
    {
        time = time < TimeSpan.Zero ? TimeSpan.Zero : time;
        return time.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalSeconds * 10) / 10:0.0}s")
            : time.TotalHours < 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}m{time.Seconds:00}s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}h{time.Minutes:00}m");
    }

    /// <summary>Gives the time between two instants, or nothing where one is not known.</summary>
    public static string Between(DateTimeOffset? start, DateTimeOffset? end) =>
        start is { } from && end is { } to ? Text(to - from) : string.Empty;

    /// <summary>Gives a UTC time as <c>2026-11-23 13:05:02Z</c>.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
