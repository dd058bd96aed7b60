namespace ServiceGuru.Health.Surroundings;

/// <summary>A CronJob as the cluster has it.</summary>
public sealed record CronJobState
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The schedule, five fields or a macro such as <c>@daily</c>.</summary>
    public required string Schedule { get; init; }

    /// <summary>The schedule's time zone (<c>spec.timeZone</c>); the controller's own, mostly UTC, if absent.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether it is held back (<c>spec.suspend</c>).</summary>
    public bool Suspended { get; init; }

    /// <summary>Whether a run is left out while the one before still works (<c>concurrencyPolicy: Forbid</c>).</summary>
    public bool ForbidsConcurrency { get; init; }

    /// <summary>How many of its Jobs run.</summary>
    public int Active { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last made a Job, or null.</summary>
    public DateTimeOffset? LastScheduledAt { get; init; }
}
