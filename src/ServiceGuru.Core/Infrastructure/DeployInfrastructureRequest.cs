using System.ComponentModel;

namespace ServiceGuru.Infrastructure;

/// <summary>Where to deploy.</summary>
public sealed record DeployInfrastructureRequest
{
    /// <summary>The environment.</summary>
    [Description("The environment, e.g. prod.")]
    public required string Environment { get; init; }

    /// <summary>Whether to deploy also where nothing has changed.</summary>
    [Description("Deploys also where neither the repository nor the changelog of the secrets has anything new.")]
    public bool Always { get; init; }
}
