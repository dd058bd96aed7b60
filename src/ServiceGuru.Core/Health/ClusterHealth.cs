namespace ServiceGuru.Health;

/// <summary>What the rules make of a snapshot.</summary>
/// <param name="Workloads">The definition's workloads, in its order.</param>
/// <param name="Findings">What is wrong outside of them, the gravest first.</param>
internal sealed record ClusterHealth(IReadOnlyList<WorkloadHealth> Workloads, IReadOnlyList<HealthFinding> Findings);
