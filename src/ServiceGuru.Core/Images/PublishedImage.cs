namespace ServiceGuru.Images;

/// <summary>An image that is in the registry under an environment's tag.</summary>
public sealed record PublishedImage
{
    /// <summary>The source repository's name.</summary>
    public required string Repository { get; init; }

    /// <summary>The image without tag, e.g. <c>quay.io/packit/packit-worker</c>.</summary>
    public required string Image { get; init; }

    /// <summary>The environment's tag.</summary>
    public required string Tag { get; init; }

    /// <summary>The manifest's digest.</summary>
    public required string Digest { get; init; }

    /// <summary>The full commit that it was built from.</summary>
    public required string Revision { get; init; }

    /// <summary>The page of the workflow run; null where the image was there without one.</summary>
    public Uri? RunUrl { get; init; }

    /// <summary>When the tag was pushed.</summary>
    public required DateTimeOffset PublishedAt { get; init; }
}
