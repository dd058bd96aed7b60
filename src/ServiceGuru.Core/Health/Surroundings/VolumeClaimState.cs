namespace ServiceGuru.Health.Surroundings;

/// <summary>A PersistentVolumeClaim as the cluster has it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Phase"><c>Pending</c>, <c>Bound</c> or <c>Lost</c>.</param>
/// <param name="StorageClass">The storage class, if it names one.</param>
/// <param name="Volume">The volume, once bound.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record VolumeClaimState(string Name, string Phase, string? StorageClass, string? Volume, DateTimeOffset CreatedAt);
