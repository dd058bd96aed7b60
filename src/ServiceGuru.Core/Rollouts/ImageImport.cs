namespace ServiceGuru.Rollouts;

/// <summary>What became of one image stream.</summary>
public sealed record ImageImport
{
    /// <summary>The image stream.</summary>
    public required string ImageStream { get; init; }

    /// <summary>Its tag.</summary>
    public required string Tag { get; init; }

    /// <summary>The digest that it had before, or null where it had none.</summary>
    public string? From { get; init; }

    /// <summary>The digest that it has now; in a forecast, or where the import failed, the one that it should get. Null where nobody knows.</summary>
    public string? To { get; init; }

    /// <summary>The commit that the image was built from, or null where it is not labeled.</summary>
    public string? Revision { get; init; }

    /// <summary>Whether it was imported; false in a forecast and where the import failed.</summary>
    public bool Imported { get; init; }
}
