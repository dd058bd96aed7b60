using System.ComponentModel;

namespace ServiceGuru.Rollouts;

/// <summary>What <c>rollout/undo</c> is asked.</summary>
public sealed record UndoDeploymentRequest
{
    /// <summary>The environment, one of the definition's.</summary>
    [Description("The environment that is reverted, one of the definition's.")]
    public required string Environment { get; init; }

    /// <summary>The image streams; those that the last deployment changed if absent.</summary>
    [Description("The image streams to revert; those that the last deployment changed if absent.")]
    public IReadOnlyList<string>? ImageStreams { get; init; }

    /// <summary>The run whose imports are reverted; the newest images are if absent.</summary>
    [Description("The run whose imports are taken back; those that brought the present images if absent.")]
    public string? Run { get; init; }

    /// <summary>The digest to go back to by image stream, where it is not the previous one.</summary>
    [Description("The digest to go back to by image stream, where it is not the previous one.")]
    public IReadOnlyDictionary<string, string>? To { get; init; }

    /// <summary>Why; the next deployment says it.</summary>
    [Description("Why it is reverted; the next deployment says it.")]
    public string? Reason { get; init; }
}
