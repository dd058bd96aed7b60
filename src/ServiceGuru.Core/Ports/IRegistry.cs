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

    /// <summary>Tells how many bytes an image has compressed, of a manifest list all its images; null where the registry does not tell.</summary>
    Task<long?> GetSizeAsync(string repository, string digest, CancellationToken cancellationToken);

    /// <summary>Deletes a tag; one that is not there is fine. The image goes when no tag has it any more and the registry's time to undo is over.</summary>
    /// <exception cref="Operations.GuruException">The registry can't be reached, does not let us write, or refuses (<c>RegistryForbidden</c>, <c>RegistryRefused</c>).</exception>
    Task DeleteTagAsync(string repository, string tag, CancellationToken cancellationToken);

    /// <summary>Points a tag, also a deleted one, at an image that the registry still keeps.</summary>
    /// <exception cref="Operations.GuruException">The registry has the image no longer (<c>ImageGone</c>), or as for deletions.</exception>
    Task RestoreTagAsync(string repository, string tag, string digest, CancellationToken cancellationToken);
}
