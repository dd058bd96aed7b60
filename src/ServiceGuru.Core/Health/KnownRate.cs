using System.ComponentModel;

namespace ServiceGuru.Health;

/// <summary>How often an issue happened before.</summary>
public sealed record KnownRate
{
    /// <summary>The short id.</summary>
    [Description("The issue's short id.")]
    public required string Id { get; init; }

    /// <summary>Its events per hour.</summary>
    [Description("Its events per hour.")]
    public double PerHour { get; init; }
}
