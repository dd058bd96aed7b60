using ServiceGuru.Operations;

namespace ServiceGuru.Images;

/// <summary>Where the images of an environment are.</summary>
public sealed record ImageStatusReport
{
    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>One row an image, by repository in the definition's order.</summary>
    public required IReadOnlyList<ImageStatus> Rows { get; init; }

    /// <summary>What could not be read; the rows lack it.</summary>
    public IReadOnlyList<Failure> Problems { get; init; } = [];
}
