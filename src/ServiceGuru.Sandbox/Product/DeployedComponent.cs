namespace ServiceGuru.Sandbox.Product;

/// <summary>What the running service says about one repository's code in it.</summary>
/// <param name="Key">The repository's version key.</param>
/// <param name="Commit">The first seven digits of the commit; null for a plain release.</param>
/// <param name="Version">The package's version.</param>
internal sealed record DeployedComponent(string Key, string? Commit, string Version);
