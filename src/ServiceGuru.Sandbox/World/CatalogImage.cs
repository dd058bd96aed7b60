namespace ServiceGuru.Sandbox.World;

/// <summary>One manifest of the simulated registry.</summary>
/// <param name="Image">The image without tag, e.g. <c>quay.io/packit/packit-worker</c>.</param>
/// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits.</param>
/// <param name="Revision">The full commit that it was built from (label <c>org.opencontainers.image.revision</c>), if any.</param>
/// <param name="Size">Compressed size in bytes.</param>
internal sealed record CatalogImage(string Image, string Digest, string? Revision, long Size);
