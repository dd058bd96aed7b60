namespace ServiceGuru.Sandbox.Quay;

/// <summary>An image that a build pushed.</summary>
/// <param name="Digest">The digest that tags point at: of the index where there are several platforms.</param>
/// <param name="Revision">The full commit that it was built from.</param>
/// <param name="Size">Compressed size in bytes.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Manifests">The manifest, or the index followed by the manifest of each platform (amd64 first).</param>
/// <param name="Configs">The configuration of each platform.</param>
/// <param name="Components">What was installed into it.</param>
internal sealed record BuiltImage(
    string Digest,
    string Revision,
    long Size,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<RegistryBlob> Manifests,
    IReadOnlyList<RegistryBlob> Configs,
    IReadOnlyList<Component> Components)
{
    /// <summary>Gets whether it is an index over several platforms.</summary>
    public bool IsIndex => Manifests.Count > 1;
}
