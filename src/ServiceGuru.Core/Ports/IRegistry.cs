using ServiceGuru.Images;

namespace ServiceGuru.Ports;

/// <summary>The image registry, within the definition's namespace.</summary>
public interface IRegistry
{
    /// <summary>Reads one active tag, or null where there is none.</summary>
    /// <param name="repository">The repository without namespace, e.g. <c>packit-worker</c>.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<ImageTag?> GetTagAsync(string repository, string tag, CancellationToken cancellationToken);

    /// <summary>Lists the active tags, newest first.</summary>
    IAsyncEnumerable<ImageTag> ListTagsAsync(string repository, CancellationToken cancellationToken);

    /// <summary>Reads the commit that an image was built from (label <c>org.opencontainers.image.revision</c>), or null where it is not labeled.</summary>
    Task<string?> GetRevisionAsync(string repository, string digest, CancellationToken cancellationToken);

    /// <summary>Tells whether the registry still has an image by digest; what no tag holds is collected after a while.</summary>
    Task<bool> HasManifestAsync(string repository, string digest, CancellationToken cancellationToken);

    /// <summary>Lists the digests of the images in a manifest list, one for each platform; empty where the digest is of a single image, or of none.</summary>
    Task<IReadOnlyList<string>> ListPlatformDigestsAsync(string repository, string digest, CancellationToken cancellationToken);
}
