using System.Globalization;
using System.Text;

namespace ServiceGuru.Documents;

/// <summary>Durations as people write them: <c>250ms</c>, <c>30s</c>, <c>10m</c>, <c>2h</c>, <c>1d</c>, or several in a row (<c>1h30m</c>).</summary>
public static class Duration
{
    /// <summary>The most that anything may be told to wait or take: more can't be timed (a timer ends at 49.7 days), and nobody means it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("d", 86400), ("h", 3600), ("m", 60), ("s", 1)];

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text, at most 365 days in all.</param>
    /// <param name="duration">The duration, or zero.</param>
    /// <returns>Whether the text is one. A bare number is not: nobody knows its unit.</returns>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        double seconds = 0;
        int position = 0;
        while (position < text.Length)
        {
            int start = position;
            while (position < text.Length && (char.IsAsciiDigit(text[position]) || text[position] == '.'))
            {
                position++;
            }

            if (!double.TryParse(text.AsSpan(start, position - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                return false;
            }

            (string unit, double factor) = Array.Find(Units, candidate => text.AsSpan(position).StartsWith(candidate.Unit, StringComparison.Ordinal));
            if (unit is null)
            {
                return false;
            }

            seconds += number * factor;
            position += unit.Length;
        }

        if (seconds > TimeSpan.FromDays(365).TotalSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
        return true;
    }

    /// <summary>Writes a duration so that <see cref="TryParse"/> reads it back, e.g. <c>1h30m</c>.</summary>
    /// <param name="duration">Not negative; precise to the millisecond.</param>
    /// <returns>The text.</returns>
    public static string Format(TimeSpan duration)
    {
        if (duration < TimeSpan.FromMilliseconds(1))
        {
            return "0s";
        }

        StringBuilder text = new();
        Append(text, (long)duration.TotalDays, "d");
        Append(text, duration.Hours, "h");
        Append(text, duration.Minutes, "m");
        Append(text, duration.Seconds, "s");
        Append(text, duration.Milliseconds, "ms");
        return text.ToString();
    }

    private static void Append(StringBuilder text, long number, string unit)
    {
        if (number > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number}{unit}");
        }
    }
}
