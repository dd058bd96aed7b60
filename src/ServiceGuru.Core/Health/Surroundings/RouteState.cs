namespace ServiceGuru.Health.Surroundings;

/// <summary>An OpenShift Route as the cluster has it.</summary>
public sealed record RouteState
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The host.</summary>
    public string? Host { get; init; }

    /// <summary>The Service that it leads to, or null where it leads elsewhere.</summary>
    public string? Service { get; init; }

    /// <summary>The Service's port, by name or number; null where any will do.</summary>
    public string? Port { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What each router says of it: the conditions <c>Admitted</c>.</summary>
    public IReadOnlyList<ConditionState> Admissions { get; init; } = [];
}
