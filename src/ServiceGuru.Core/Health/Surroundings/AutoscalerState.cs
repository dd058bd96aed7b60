namespace ServiceGuru.Health.Surroundings;

/// <summary>A HorizontalPodAutoscaler as the cluster has it.</summary>
public sealed record AutoscalerState
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it scales, as <c>kubectl</c> takes it, e.g. <c>deployment/api</c>.</summary>
    public required string Scales { get; init; }

    /// <summary>The most pods that it may make.</summary>
    public int Maximum { get; init; }

    /// <summary>How many pods there are.</summary>
    public int Current { get; init; }

    /// <summary>How many it wants.</summary>
    public int Desired { get; init; }

    /// <summary>The conditions.</summary>
    public IReadOnlyList<ConditionState> Conditions { get; init; } = [];
}
