using ServiceGuru.Operations;

namespace ServiceGuru.Rollouts;

/// <summary>How the wait for a rollout ended.</summary>
/// <param name="Workloads">The workloads, in the definition's order.</param>
/// <param name="Failure">Why it ended badly, or null.</param>
internal sealed record RolloutOutcome(IReadOnlyList<WorkloadRollout> Workloads, Failure? Failure);
