using System.Globalization;

namespace ServiceGuru.Health.Rules;

/// <summary>Writes what was seen as lines that a person can check.</summary>
internal static class Evidence
{
    public static string Line(ClusterEvent seen)
    {
        string times = seen.Count > 1 ? $"{seen.Count} times, last " : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"event {seen.Reason} ({times}{seen.LastSeen.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z): {seen.Message}");
    }

    public static string Line(ConditionState condition) =>
        $"condition {condition.Type}={condition.Status}{(condition.Reason is null ? string.Empty : $" ({condition.Reason})")}: {condition.Message}";

    /// <summary>Gives the lines of those that are there.</summary>
    public static IReadOnlyList<string> Lines(params string?[] lines) => [.. lines.Where(line => line is not null).Select(line => line!)];
}
