namespace ServiceGuru.Rollouts;

/// <summary>How an environment's workloads stand to their image streams.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Workloads">The workloads, in the definition's order.</param>
public sealed record RolloutReport(string Environment, IReadOnlyList<WorkloadRollout> Workloads);
