namespace ServiceGuru.Health;

/// <summary>What an environment runs.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Components">The repositories that the service's API reports, in the definition's order.</param>
public sealed record DeployedVersions(string Environment, IReadOnlyList<DeployedVersion> Components);
