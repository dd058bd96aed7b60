using System.ComponentModel;

namespace ServiceGuru.Rollouts;

/// <summary>What <c>rollout/remove-stuck-pods</c> is asked.</summary>
public sealed record RemoveStuckPodsRequest
{
    /// <summary>The environment, one of the definition's.</summary>
    [Description("The environment whose pods are looked at, one of the definition's.")]
    public required string Environment { get; init; }

    /// <summary>The pods; all that are stuck if absent.</summary>
    [Description("The pods to remove, each of which must be stuck; all that are stuck if absent.")]
    public IReadOnlyList<string>? Pods { get; init; }
}
