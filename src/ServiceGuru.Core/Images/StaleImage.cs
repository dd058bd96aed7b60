using ServiceGuru.Operations;

namespace ServiceGuru.Images;

/// <summary>A tag in the registry that nothing needs any more, and what became of it.</summary>
public sealed record StaleImage
{
    /// <summary>The registry's repository, without namespace.</summary>
    public required string Repository { get; init; }

    /// <summary>The tag.</summary>
    public required string Tag { get; init; }

    /// <summary>The manifest's digest: what the tag is restored to when it is missed.</summary>
    public required string Digest { get; init; }

    /// <summary>When it was last pushed.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Its compressed size in bytes, or null where the registry does not tell.</summary>
    public long? Size { get; init; }

    /// <summary>What became of it.</summary>
    public required StaleImageStatus Status { get; init; }

    /// <summary>Why it is still there, or null where it is not.</summary>
    public Failure? Failure { get; init; }
}
