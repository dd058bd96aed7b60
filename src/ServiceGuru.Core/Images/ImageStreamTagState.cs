namespace ServiceGuru.Images;

/// <summary>One tag of an image stream.</summary>
public sealed record ImageStreamTagState
{
    /// <summary>The tag.</summary>
    public required string Tag { get; init; }

    /// <summary>The image that it follows (<c>spec.tags[].from.name</c>), if any.</summary>
    public string? From { get; init; }

    /// <summary>Whether the cluster looks for a newer image by itself (<c>importPolicy.scheduled</c>); null where nobody wrote it down.</summary>
    public bool? Scheduled { get; init; }

    /// <summary>The digest of its newest image, or null where it has none.</summary>
    public string? Digest { get; init; }

    /// <summary>The digests that it had before, newest first.</summary>
    public IReadOnlyList<string> PreviousDigests { get; init; } = [];

    /// <summary>When the newest image came.</summary>
    public DateTimeOffset? ImportedAt { get; init; }

    /// <summary>Why the last import failed (condition ImportSuccess=False), or null where it did not.</summary>
    public string? ImportFailure { get; init; }

    /// <summary>Since when imports fail (the condition's last transition), or null where they do not or nobody tells.</summary>
    public DateTimeOffset? ImportFailedAt { get; init; }
}
