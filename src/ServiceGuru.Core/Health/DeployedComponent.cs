namespace ServiceGuru.Health;

/// <summary>One component in the service's own report of its versions.</summary>
/// <param name="Key">The key, e.g. <c>packit_service</c>.</param>
/// <param name="Commit">The first seven characters of the commit, or null for a plain release.</param>
/// <param name="Version">The version, e.g. <c>0.76.0.post18+g116edc5</c>.</param>
public sealed record DeployedComponent(string Key, string? Commit, string Version);
