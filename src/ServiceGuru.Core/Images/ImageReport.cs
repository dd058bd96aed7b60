namespace ServiceGuru.Images;

/// <summary>The images that arrived.</summary>
public sealed record ImageReport
{
    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The images, by repository in the definition's order.</summary>
    public required IReadOnlyList<PublishedImage> Images { get; init; }

    /// <summary>The full commit by repository that was asked for, with the repositories that build no image.</summary>
    public required IReadOnlyDictionary<string, string> Revisions { get; init; }
}
