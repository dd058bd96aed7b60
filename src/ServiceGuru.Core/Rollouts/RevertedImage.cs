namespace ServiceGuru.Rollouts;

/// <summary>What became of one image stream in a revert.</summary>
public sealed record RevertedImage
{
    /// <summary>The image stream.</summary>
    public required string ImageStream { get; init; }

    /// <summary>Its tag.</summary>
    public required string Tag { get; init; }

    /// <summary>The digest that was taken back.</summary>
    public string? From { get; init; }

    /// <summary>The digest that it goes back to.</summary>
    public string? To { get; init; }

    /// <summary>Whether the tag is held there now; false in a forecast and where it failed.</summary>
    public bool Reverted { get; init; }
}
