namespace ServiceGuru.Rollouts;

/// <summary>What an import brought to an environment.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Images">The imported images, in the plan's order.</param>
/// <param name="Workloads">The workloads that they feed, in the definition's order.</param>
public sealed record ImportReport(string Environment, IReadOnlyList<ImageImport> Images, IReadOnlyList<WorkloadRollout> Workloads);
