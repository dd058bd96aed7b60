using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ServiceGuru.Ledger;

/// <summary>Run ids: the start in UTC and four random characters, so that they sort by time and can be typed.</summary>
public static partial class RunIds
{
    /// <summary>Makes a new id, e.g. <c>20261123-130502-k7qd</c>.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The id.</returns>
    public static string Create(DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture,
        $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 4)}");

    /// <summary>Tells whether a text is a run id; nothing else becomes part of a path.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it is one.</returns>
    public static bool IsValid(string? text) => text is not null && Pattern().IsMatch(text);

    [GeneratedRegex("^[0-9]{8}-[0-9]{6}-[a-z0-9]{4}$")]
    private static partial Regex Pattern();
}
