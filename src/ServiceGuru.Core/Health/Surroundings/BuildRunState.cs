namespace ServiceGuru.Health.Surroundings;

/// <summary>An OpenShift Build as the cluster has it.</summary>
public sealed record BuildRunState
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The BuildConfig that it belongs to, if any.</summary>
    public string? Config { get; init; }

    /// <summary><c>New</c>, <c>Pending</c>, <c>Running</c>, <c>Complete</c>, <c>Failed</c>, <c>Error</c> or <c>Cancelled</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>Why, e.g. <c>DockerBuildFailed</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The controller's message.</summary>
    public string? Message { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, if it did.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
