namespace ServiceGuru.Rollouts;

/// <summary>Where an image stream's tag is to point.</summary>
public sealed record TagPointer
{
    /// <summary>The image stream.</summary>
    public required string ImageStream { get; init; }

    /// <summary>Its tag.</summary>
    public required string Tag { get; init; }

    /// <summary>The image, by tag or by digest, e.g. <c>quay.io/packit/packit-worker@sha256:…</c>.</summary>
    public required string From { get; init; }

    /// <summary>Whether the cluster shall look for a newer image by itself.</summary>
    public required bool Scheduled { get; init; }

    /// <summary>The digest that the tag must have now, or null where any will do.</summary>
    public string? Expected { get; init; }

    /// <summary>Annotations of the image stream that are set, or (null) removed.</summary>
    public IReadOnlyDictionary<string, string?> Annotations { get; init; } = new Dictionary<string, string?>();
}
