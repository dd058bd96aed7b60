namespace ServiceGuru.Images;

/// <summary>One tag in the registry.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Digest">The manifest's digest, <c>sha256:…</c>.</param>
/// <param name="LastModified">When the tag was last pushed.</param>
/// <param name="Size">Compressed size in bytes; null for manifest lists where the registry gives none.</param>
/// <param name="IsManifestList">Whether it is a list of images for several architectures.</param>
public sealed record ImageTag(string Name, string Digest, DateTimeOffset LastModified, long? Size, bool IsManifestList);
