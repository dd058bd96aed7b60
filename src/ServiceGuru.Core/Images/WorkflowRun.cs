namespace ServiceGuru.Images;

/// <summary>One run of a workflow.</summary>
public sealed record WorkflowRun
{
    /// <summary>The run's id.</summary>
    public required long Id { get; init; }

    /// <summary>The full commit that it builds.</summary>
    public required string Commit { get; init; }

    /// <summary>How far it is.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>How it ended, in the code host's word: <c>success</c>, <c>failure</c>, <c>cancelled</c>, …; null before.</summary>
    public string? Conclusion { get; init; }

    /// <summary>The page for people.</summary>
    public required Uri WebUrl { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
