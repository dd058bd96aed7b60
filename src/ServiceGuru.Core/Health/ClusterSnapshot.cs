using ServiceGuru.Health.Surroundings;
using ServiceGuru.Images;

namespace ServiceGuru.Health;

/// <summary>What a namespace looked like at one time.</summary>
public sealed record ClusterSnapshot
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The pods.</summary>
    public IReadOnlyList<PodState> Pods { get; init; } = [];

    /// <summary>Deployments and StatefulSets.</summary>
    public IReadOnlyList<WorkloadState> Workloads { get; init; } = [];

    /// <summary>The image streams; empty on plain Kubernetes.</summary>
    public IReadOnlyList<ImageStreamState> ImageStreams { get; init; } = [];

    /// <summary>The events, newest first.</summary>
    public IReadOnlyList<ClusterEvent> Events { get; init; } = [];

    /// <summary>What stands around the pods and workloads; empty where only those were read.</summary>
    public ClusterSurroundings Surroundings { get; init; } = new();
}
