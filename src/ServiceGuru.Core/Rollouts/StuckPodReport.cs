namespace ServiceGuru.Rollouts;

/// <summary>What became of stuck pods.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Pods">The pods.</param>
public sealed record StuckPodReport(string Environment, IReadOnlyList<StuckPod> Pods);
