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

    /// <summary>What is wrong outside of workloads: around them, image streams, error tracker, endpoints, versions, sources that could not be read.</summary>
    public IReadOnlyList<HealthFinding> Findings { get; init; } = [];

    /// <summary>How often the error tracker's issues happen that happened lately.</summary>
    public IReadOnlyList<IssueRate> Rates { get; init; } = [];

    /// <summary>What could not be looked at and does not count, e.g. nodes that a user of the namespace may not list.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Gives the findings that count, of workloads and outside of them, the gravest first.</summary>
    internal IEnumerable<HealthFinding> Counting() => Workloads
        .SelectMany(workload => workload.Findings)
        .Concat(Findings)
        .Where(finding => finding.Verdict != HealthVerdict.Healthy)
        .GravestFirst();
}
