namespace ServiceGuru.Health;

/// <summary>How an environment is.</summary>
public sealed record HealthReport
{
    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The verdict: the worst of the workloads' and the other findings'.</summary>
    public required HealthVerdict Verdict { get; init; }

    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>The workloads, in the definition's order.</summary>
    public IReadOnlyList<WorkloadHealth> Workloads { get; init; } = [];

    /// <summary>What is wrong outside of workloads: image streams, error tracker, endpoints, sources that could not be read.</summary>
    public IReadOnlyList<HealthFinding> Findings { get; init; } = [];

    /// <summary>Gives the findings that count, of workloads and outside of them, the gravest first.</summary>
    internal IEnumerable<HealthFinding> Counting() => Workloads
        .SelectMany(workload => workload.Findings)
        .Concat(Findings)
        .Where(finding => finding.Verdict != HealthVerdict.Healthy)
        .GravestFirst();
}
