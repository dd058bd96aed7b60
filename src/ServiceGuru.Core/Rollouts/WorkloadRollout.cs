using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>How far one workload's rollout is.</summary>
public sealed record WorkloadRollout
{
    /// <summary>The workload.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    public required WorkloadKind Kind { get; init; }

    /// <summary>The image in its template, or null where the cluster has no such workload.</summary>
    public string? Image { get; init; }

    /// <summary>The digest that its pods should run, or null where nobody knows.</summary>
    public string? Digest { get; init; }

    /// <summary>How many of the pods from before the import are gone.</summary>
    public int PodsReplaced { get; init; }

    /// <summary>How many pods run the new digest and are Ready.</summary>
    public int Ready { get; init; }

    /// <summary>How many pods are wanted.</summary>
    public int Desired { get; init; }

    /// <summary>Whether all pods run the new digest and are Ready, and no old one is left.</summary>
    public bool Finished { get; init; }

    /// <summary>How long it took from the first look after the import; null while it is not finished.</summary>
    public TimeSpan? Duration { get; init; }
}
