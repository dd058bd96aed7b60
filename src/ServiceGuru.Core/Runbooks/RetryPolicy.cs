using System.ComponentModel;

namespace ServiceGuru.Runbooks;

/// <summary>How often a step is tried when it fails for a passing reason.</summary>
public sealed record RetryPolicy
{
    /// <summary>The longest first wait.</summary>
    internal static readonly TimeSpan LongestBackoff = TimeSpan.FromDays(1);

    /// <summary>All attempts together, 1 to 100.</summary>
    [Description("All attempts together, 1 to 100. Only passing failures (an unreachable system, a time-out) are tried again.")]
    public int Attempts { get; init; } = 1;

    /// <summary>The wait before the second attempt, at most a day; it doubles each time, up to ten times itself.</summary>
    [Description("The wait before the second attempt, at most a day; it doubles each time, up to ten times itself.")]
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(30);
}
