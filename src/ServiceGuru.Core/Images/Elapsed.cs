namespace ServiceGuru.Images;

/// <summary>A time span as people say it.</summary>
internal static class Elapsed
{
    /// <summary>Gives e.g. "45 s", "12 min" or "1 h 5 min".</summary>
    public static string Text(TimeSpan span) => span.TotalSeconds < 60 ? $"{(int)span.TotalSeconds} s"
        : span.TotalMinutes < 60 ? $"{(int)span.TotalMinutes} min"
        : span.Minutes == 0 ? $"{(int)span.TotalHours} h"
        : $"{(int)span.TotalHours} h {span.Minutes} min";
}
