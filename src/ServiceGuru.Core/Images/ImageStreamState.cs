namespace ServiceGuru.Images;

/// <summary>An image stream as the cluster has it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Tags">Its tags.</param>
public sealed record ImageStreamState(string Name, IReadOnlyList<ImageStreamTagState> Tags)
{
    /// <summary>The annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}
