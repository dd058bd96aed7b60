namespace ServiceGuru.Images;

/// <summary>What a clean-up of the registry removed.</summary>
public sealed record ImageCleanupReport
{
    /// <summary>The tags that were to be removed, longest untouched first.</summary>
    public required IReadOnlyList<StaleImage> Images { get; init; }

    /// <summary>The compressed bytes of the removed images, each image counted once. Images share layers, so that the registry may free less.</summary>
    public required long FreedAtMost { get; init; }
}
