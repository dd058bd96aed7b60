namespace ServiceGuru.Sandbox.World;

/// <summary>What the simulated registry holds, as a node or an image import sees it.</summary>
internal interface IImageCatalog
{
    /// <summary>Raised when a tag starts to point at another digest: image (<c>quay.io/packit/packit-worker</c>), tag.</summary>
    event Action<string, string>? TagMoved;

    /// <summary>
    /// Resolves a reference such as <c>quay.io/packit/packit-worker:prod</c> or <c>…@sha256:…</c>.
    /// Images that the service does not build (nginx, valkey, …) resolve to a fixed digest.
    /// </summary>
    /// <returns>The image, or null where the registry knows no such manifest.</returns>
    CatalogImage? Resolve(string reference);

    /// <summary>The images that a tag has pointed at, oldest first, the present one last; also those that the registry has collected since.</summary>
    IReadOnlyList<PastImage> History(string image, string tag);
}
