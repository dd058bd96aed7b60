using System.Globalization;
using System.Text;

namespace ServiceGuru.Reports;

/// <summary>Texts, times and numbers as a report has them.</summary>
internal static class ReportText
{
    /// <summary>
    /// Makes text of outside systems harmless: control characters and those that turn the direction of writing are shown
    /// as symbols, halves of characters replaced.
    /// </summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\n' or '\t' => clean.Append((char)rune.Value),
                '\r' => clean,
                < ' ' => clean.Append((char)(0x2400 + rune.Value)),
                0x7F or (>= 0x80 and <= 0x9F) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFE or 0xFFFF => clean.Append('\u2421'),
                _ => clean.Append(rune.ToString()),
            };
        }

        return clean.ToString();
    }

    /// <summary>Gives <c>40 ms</c>, <c>12.3 s</c>, <c>2 min 5 s</c>, <c>1 h 2 min</c> or <c>2 d 3 h</c>.</summary>
    public static string Took(TimeSpan time)
    {
        time = time < TimeSpan.Zero ? TimeSpan.Zero : time;
        return time.TotalSeconds < 0.1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
            : time.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalSeconds * 10) / 10:0.0} s")
            : time.TotalHours < 1 ? $"{time.Minutes} min {time.Seconds} s"
            : time.TotalDays < 1 ? $"{time.Hours} h {time.Minutes} min"
            : $"{time.Days} d {time.Hours} h";
    }

    /// <summary>Gives a UTC time as <c>2026-11-23 13:05:02 UTC</c>.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Gives a UTC time of day as <c>13:05:02</c>.</summary>
    public static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Gives a part of a whole as <c>37 %</c>; <c>under 1 %</c> where it would be none.</summary>
    public static string Share(TimeSpan part, TimeSpan whole)
    {
        double share = whole > TimeSpan.Zero ? part / whole * 100 : 0;
        return share is > 0 and < 1 ? "under 1\u00A0%" : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share):0}\u00A0%");
    }

    /// <summary>Gives the name of a status in words, e.g. <c>Succeeded</c> as <c>succeeded</c>.</summary>
    public static string Word<T>(T status)
        where T : struct, Enum => status.ToString().ToLowerInvariant();
}
