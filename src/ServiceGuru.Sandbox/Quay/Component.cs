namespace ServiceGuru.Sandbox.Quay;

/// <summary>A repository's code as it was installed into an image when that was built.</summary>
/// <param name="VersionKey">The key under which the service reports it.</param>
/// <param name="Commit">The full commit.</param>
/// <param name="Version">The package's version, e.g. <c>0.76.0.post18+g116edc5</c>.</param>
internal sealed record Component(string VersionKey, string Commit, string Version);
