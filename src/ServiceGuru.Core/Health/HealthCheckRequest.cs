using System.ComponentModel;

namespace ServiceGuru.Health;

/// <summary>What <c>health/check</c> is asked.</summary>
public sealed record HealthCheckRequest
{
    /// <summary>The environment, one of the definition's.</summary>
    [Description("The environment to check, one of the definition's.")]
    public required string Environment { get; init; }

    /// <summary>How far back the error tracker is asked; the definition's <c>health.window</c> if absent. More than zero.</summary>
    [Description("How far back the error tracker is asked, e.g. 6h; the definition's health.window if absent.")]
    public TimeSpan? Since { get; init; }

    /// <summary>How the environment was before: what was wrong then is shown as known and does not count.</summary>
    [Description("The output of an earlier health/baseline step: what was wrong then is shown as known and does not count.")]
    public HealthBaseline? Baseline { get; init; }

    /// <summary>A snapshot's file, judged in place of the live environment; nothing is asked outside.</summary>
    [Description("File of a saved snapshot (guru health snapshot), judged in place of the live environment.")]
    public string? From { get; init; }
}
