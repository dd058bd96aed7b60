namespace ServiceGuru.Health.Surroundings;

/// <summary>A Service as the cluster has it.</summary>
public sealed record ServiceState
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it is only a name for something outside (<c>ExternalName</c>).</summary>
    public bool External { get; init; }

    /// <summary>The labels of its pods; empty where somebody else manages who answers.</summary>
    public IReadOnlyDictionary<string, string> Selector { get; init; } = new Dictionary<string, string>();

    /// <summary>The ports.</summary>
    public IReadOnlyList<ServicePort> Ports { get; init; } = [];
}
