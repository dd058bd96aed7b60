using System.ComponentModel;

namespace ServiceGuru.Rollouts;

/// <summary>What <c>rollout/await</c> is asked.</summary>
public sealed record AwaitRolloutRequest
{
    /// <summary>The environment, one of the definition's.</summary>
    [Description("The environment whose workloads are awaited, one of the definition's.")]
    public required string Environment { get; init; }

    /// <summary>The image streams whose workloads are awaited; all if absent.</summary>
    [Description("The image streams whose workloads are awaited; all if absent.")]
    public IReadOnlyList<string>? ImageStreams { get; init; }

    /// <summary>How long to wait; the definition's <c>timing.rolloutTimeout</c> if absent.</summary>
    [Description("How long to wait; the definition's timing.rolloutTimeout if absent.")]
    public TimeSpan? Timeout { get; init; }
}
