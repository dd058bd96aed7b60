namespace ServiceGuru.Sandbox.World;

/// <summary>An image at which a tag pointed.</summary>
/// <param name="Image">The image.</param>
/// <param name="Since">From when on.</param>
internal sealed record PastImage(CatalogImage Image, DateTimeOffset Since);
