namespace ServiceGuru.Health.Surroundings;

/// <summary>A PodDisruptionBudget as the cluster has it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Allowed">How many pods may be evicted now.</param>
/// <param name="Healthy">How many of its pods are healthy.</param>
/// <param name="Needed">How many must be.</param>
/// <param name="Expected">How many pods it is about.</param>
public sealed record DisruptionBudgetState(string Name, int Allowed, int Healthy, int Needed, int Expected);
