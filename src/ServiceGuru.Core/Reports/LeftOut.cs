using System.Globalization;
using ServiceGuru.Operations;

namespace ServiceGuru.Reports;

/// <summary>Keeps a report of a huge run readable, and knows what it does not show.</summary>
internal sealed class LeftOut
{
    /// <summary>How many characters one text may have.</summary>
    public const int TextLength = 1000;

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Gets what was left out, e.g. <c>120 changes</c>.</summary>
    public IReadOnlyList<string> Lines => [.. _counts.Select(entry => Words(entry.Value, entry.Key))];

    /// <summary>Gives the first ones of a list, and counts the others.</summary>
    public (IReadOnlyList<T> Shown, string? Others) Take<T>(IReadOnlyList<T> all, int limit, string noun)
    {
        if (all.Count <= limit)
        {
            return (all, null);
        }

        Count(all.Count - limit, noun);
        return ([.. all.Take(limit)], $"… {Words(all.Count - limit, noun)} more");
    }

    /// <summary>Cuts a text that is too long.</summary>
    public string Clip(string text)
    {
        if (text.Length <= TextLength)
        {
            return text;
        }

        Count(text.Length - TextLength, "character");
        return $"{text[..TextLength]} … ({Words(text.Length - TextLength, "character")} more)";
    }

    /// <summary>Counts what is not shown.</summary>
    public void Count(int number, string noun) => _counts[noun] = _counts.GetValueOrDefault(noun) + number;

    private static string Words(int count, string noun) =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)} {Quantity.Of(count, noun)[(Quantity.Of(count, noun).IndexOf(' ', StringComparison.Ordinal) + 1)..]}";
}
