using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Images;

/// <summary>Looks whether the registry has a commit's image under the environment's tag.</summary>
internal sealed class ImageLookup(IRegistry registry, RegistryDefinition definition)
{
    // The unique tag is pushed with the environment's, so it is among the newest; old repositories have thousands.
    private const int MostTags = 500;

    /// <summary>Gives the image's name without tag.</summary>
    public string NameOf(string image) => $"{definition.Host}/{definition.Namespace}/{image}";

    public async Task<ImageFinding> FindAsync(ImageBuild build, string image, CancellationToken cancellationToken)
    {
        ImageTag? tag = await registry.GetTagAsync(image, build.Environment.ImageTag, cancellationToken).ConfigureAwait(false);
        if (tag is null)
        {
            return new ImageFinding(image, null, null, false);
        }

        string? revision = await registry.GetRevisionAsync(image, tag.Digest, cancellationToken).ConfigureAwait(false);
        bool match = IsCommit(revision, build.Commit) || await HasUniqueTagAsync(build, image, tag.Digest, cancellationToken).ConfigureAwait(false);
        return new ImageFinding(image, tag, revision, match);
    }

    public async Task<IReadOnlyList<ImageFinding>> FindAllAsync(ImageBuild build, CancellationToken cancellationToken) =>
        await SideBySide.SelectAsync(build.Build.Images, (image, token) => FindAsync(build, image, token), cancellationToken, degree: 2).ConfigureAwait(false);

    public PublishedImage AsPublished(ImageFinding finding, ImageBuild build, Uri? run) => new()
    {
        Repository = build.Name,
        Image = NameOf(finding.Image),
        Tag = finding.Tag!.Name,
        Digest = finding.Tag.Digest,
        Revision = build.Commit,
        RunUrl = run,
        PublishedAt = finding.Tag.LastModified,
    };

    // Some builds label the image with the abbreviated commit.
    private static bool IsCommit(string? revision, string commit) =>
        revision is { Length: >= 7 } && commit.StartsWith(revision, StringComparison.OrdinalIgnoreCase);

    private async Task<bool> HasUniqueTagAsync(ImageBuild build, string image, string digest, CancellationToken cancellationToken)
    {
        if (build.UniqueTagStart is not { } start)
        {
            return false;
        }

        int seen = 0;
        await foreach (ImageTag tag in registry.ListTagsAsync(image, cancellationToken).ConfigureAwait(false))
        {
            if (tag.Name.StartsWith(start, StringComparison.Ordinal) && tag.Digest == digest)
            {
                return true;
            }

            if (++seen == MostTags)
            {
                return false;
            }
        }

        return false;
    }
}
