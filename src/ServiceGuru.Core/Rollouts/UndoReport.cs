namespace ServiceGuru.Rollouts;

/// <summary>What a revert brought to an environment.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Images">The image streams, in the plan's order.</param>
/// <param name="Workloads">The workloads that they feed, in the definition's order.</param>
public sealed record UndoReport(string Environment, IReadOnlyList<RevertedImage> Images, IReadOnlyList<WorkloadRollout> Workloads);
