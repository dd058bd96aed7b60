using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>A workload whose rollout is awaited.</summary>
/// <param name="Definition">The workload.</param>
/// <param name="Digests">The digests that count as the new image: the imported one and the planned one.</param>
/// <param name="Before">Its pods before the import, or null where nobody wrote them down (the import was found done after a crash).</param>
internal sealed record TrackedWorkload(WorkloadDefinition Definition, IReadOnlySet<string> Digests, PodRoster? Before)
{
    /// <summary>The digest to show: the imported one.</summary>
    public string? Digest { get; init; }
}
