namespace ServiceGuru.Rollouts;

/// <summary>A pod that was deleted and did not end in its time.</summary>
public sealed record StuckPod
{
    /// <summary>The pod.</summary>
    public required string Name { get; init; }

    /// <summary>Its uid.</summary>
    public string? Uid { get; init; }

    /// <summary>What it belongs to, e.g. <c>StatefulSet packit-worker-long-running</c>, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>Its node, or null where it had none.</summary>
    public string? Node { get; init; }

    /// <summary>Until when it had to end.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Whether it is gone.</summary>
    public bool Removed { get; init; }
}
