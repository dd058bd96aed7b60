using System.ComponentModel;

namespace ServiceGuru.Health;

/// <summary>What <c>health/baseline</c> and <c>health/snapshot</c> are asked.</summary>
public sealed record HealthPictureRequest
{
    /// <summary>The environment, one of the definition's.</summary>
    [Description("The environment to look at, one of the definition's.")]
    public required string Environment { get; init; }

    /// <summary>How far back the error tracker is asked; the definition's <c>health.window</c> if absent. More than zero.</summary>
    [Description("How far back the error tracker is asked, e.g. 6h; the definition's health.window if absent.")]
    public TimeSpan? Since { get; init; }
}
