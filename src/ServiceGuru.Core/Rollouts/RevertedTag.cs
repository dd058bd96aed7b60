namespace ServiceGuru.Rollouts;

/// <summary>An image stream's tag that is held at an older image, so that what is built does not come to it.</summary>
public sealed record RevertedTag
{
    /// <summary>The image stream.</summary>
    public required string ImageStream { get; init; }

    /// <summary>Its tag.</summary>
    public required string Tag { get; init; }

    /// <summary>The image at which it is held, e.g. <c>quay.io/packit/packit-worker@sha256:…</c>.</summary>
    public required string Image { get; init; }

    /// <summary>When it was reverted, or null where nobody knows.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Who did it; null where it was done by hand.</summary>
    public string? By { get; init; }

    /// <summary>The run that did it; null where it was done by hand.</summary>
    public string? Run { get; init; }

    /// <summary>Why, if it was said.</summary>
    public string? Reason { get; init; }

    /// <summary>The digest that was taken back, or null where nobody knows.</summary>
    public string? From { get; init; }
}
