using ServiceGuru.Ports;

namespace ServiceGuru.Images;

/// <summary>
/// The digests by which a registry's image may go in a cluster: its own, and of a manifest list those of its platforms.
/// An image stream with <c>importMode: Legacy</c> keeps only the image of its own platform, and a kubelet may report
/// that one of a list as well.
/// </summary>
internal sealed class ImageIdentity
{
    private readonly HashSet<string> digests;

    private ImageIdentity(ImageTag tag, IReadOnlyList<string> platforms)
    {
        All = [tag.Digest, .. platforms];
        digests = [.. All];
        Complete = !tag.IsManifestList || platforms.Count > 0;
    }

    /// <summary>Gets whether all digests are known; false for a list whose content the registry doesn't tell.</summary>
    public bool Complete { get; }

    /// <summary>Reads what a tag's image may go by.</summary>
    /// <param name="registry">Where it is.</param>
    /// <param name="repository">The repository without namespace.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<ImageIdentity> ReadAsync(IRegistry registry, string repository, ImageTag tag, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> platforms = tag.IsManifestList
            ? await registry.ListPlatformDigestsAsync(repository, tag.Digest, cancellationToken).ConfigureAwait(false)
            : [];
        return new ImageIdentity(tag, platforms);
    }

    /// <summary>Gets all of them, its own first.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>Reads what an image with this digest may go by.</summary>
    public static Task<ImageIdentity> ReadAsync(IRegistry registry, string repository, string digest, CancellationToken cancellationToken) =>
        ReadAsync(registry, repository, new ImageTag(string.Empty, digest, default, null, IsManifestList: true), cancellationToken);

    /// <summary>Whether a digest in a cluster is this image.</summary>
    public bool Has(string? digest) => digest is not null && digests.Contains(digest);
}
