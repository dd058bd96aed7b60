namespace ServiceGuru.Health.Surroundings;

/// <summary>A Job as the cluster has it.</summary>
public sealed record JobState
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The CronJob that made it, if one did.</summary>
    public string? CronJob { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it is held back (<c>spec.suspend</c>).</summary>
    public bool Suspended { get; init; }

    /// <summary>How many of its pods run.</summary>
    public int Active { get; init; }

    /// <summary>How many of its pods failed.</summary>
    public int Failed { get; init; }

    /// <summary>The indexes that failed, e.g. <c>1,3-5</c>; null where it has none.</summary>
    public string? FailedIndexes { get; init; }

    /// <summary>The conditions.</summary>
    public IReadOnlyList<ConditionState> Conditions { get; init; } = [];
}
