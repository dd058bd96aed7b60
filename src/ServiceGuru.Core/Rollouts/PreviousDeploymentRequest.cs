using System.ComponentModel;

namespace ServiceGuru.Rollouts;

/// <summary>What <c>rollout/previous</c> is asked.</summary>
public sealed record PreviousDeploymentRequest
{
    /// <summary>The environment, one of the definition's.</summary>
    [Description("The environment, one of the definition's.")]
    public required string Environment { get; init; }

    /// <summary>Whether a reverted deployment is known and no reason to stop.</summary>
    [Description("Whether it is known that the previous deployment was reverted, and no reason to stop.")]
    public bool AfterRevert { get; init; }
}
