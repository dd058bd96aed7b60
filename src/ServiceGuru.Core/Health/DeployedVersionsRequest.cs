using System.ComponentModel;

namespace ServiceGuru.Health;

/// <summary>What <c>health/versions</c> is asked.</summary>
public sealed record DeployedVersionsRequest
{
    /// <summary>The environment, one of the definition's.</summary>
    [Description("The environment whose versions are read, one of the definition's.")]
    public required string Environment { get; init; }
}
