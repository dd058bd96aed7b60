using System.ComponentModel;

namespace ServiceGuru.Infrastructure;

/// <summary>Of which environment.</summary>
public sealed record InfrastructureChangesRequest
{
    /// <summary>The environment; the production one if absent.</summary>
    [Description("The environment; the only production one if absent.")]
    public string? Environment { get; init; }
}
