using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>How one workload is.</summary>
public sealed record WorkloadHealth
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The kind.</summary>
    public required WorkloadKind Kind { get; init; }

    /// <summary>The verdict: the worst of its findings'.</summary>
    public required HealthVerdict Verdict { get; init; }

    /// <summary>How many pods the definition wants here.</summary>
    public required int Desired { get; init; }

    /// <summary>How many pods are Ready; null where the cluster could not be read or has no such workload.</summary>
    public int? Ready { get; init; }

    /// <summary>How many pods run the newest template; null as <see cref="Ready"/>.</summary>
    public int? Updated { get; init; }

    /// <summary>What is not as it should be, the gravest first.</summary>
    public IReadOnlyList<HealthFinding> Findings { get; init; } = [];
}
