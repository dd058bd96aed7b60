namespace ServiceGuru.Health.Surroundings;

/// <summary>An OpenShift DeploymentConfig as the cluster has it.</summary>
public sealed record DeploymentConfigState
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>How many pods are wanted.</summary>
    public int Desired { get; init; }

    /// <summary>How many pods run the newest template.</summary>
    public int Updated { get; init; }

    /// <summary>How many pods are available.</summary>
    public int Available { get; init; }

    /// <summary>Whether its rollout is paused.</summary>
    public bool Paused { get; init; }

    /// <summary>The conditions.</summary>
    public IReadOnlyList<ConditionState> Conditions { get; init; } = [];
}
