namespace ServiceGuru.Health.Surroundings;

/// <summary>Who answers for a Service.</summary>
/// <param name="Service">The Service's name.</param>
/// <param name="Ready">How many addresses take requests.</param>
/// <param name="NotReady">How many addresses do not.</param>
/// <param name="ChangedAt">When a pod's change last changed it, or null where the cluster does not tell.</param>
public sealed record EndpointsState(string Service, int Ready, int NotReady, DateTimeOffset? ChangedAt);
