using System.ComponentModel;
using ServiceGuru.Health;

namespace ServiceGuru.Rollouts;

/// <summary>What <c>rollout/assess</c> is asked.</summary>
public sealed record AssessRolloutRequest
{
    /// <summary>The environment, one of the definition's.</summary>
    [Description("The environment that was deployed, one of the definition's.")]
    public required string Environment { get; init; }

    /// <summary>How long ago it was deployed; since its newest image came if absent. More than zero.</summary>
    [Description("How long ago it was deployed, e.g. 2h; since the newest image came if absent.")]
    public TimeSpan? Since { get; init; }

    /// <summary>How many jobs must have ended since to tell anything, at least 1.</summary>
    [Description("How many jobs must have ended since the deployment to tell anything, at least 1.")]
    public int Jobs { get; init; } = 5;

    /// <summary>How long to wait for so many jobs; not at all if absent.</summary>
    [Description("How long to wait until so many jobs have ended; not at all if absent.")]
    public TimeSpan? Wait { get; init; }

    /// <summary>How the environment was before; what was wrong then is not the deployment's fault.</summary>
    [Description("How the environment was before, e.g. ${{ steps.baseline.output }}; what was wrong then is not the deployment's fault.")]
    public HealthBaseline? Baseline { get; init; }
}
