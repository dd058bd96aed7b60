namespace ServiceGuru.Images;

/// <summary>One job of a workflow run.</summary>
public sealed record WorkflowJob
{
    /// <summary>The job's name.</summary>
    public required string Name { get; init; }

    /// <summary>How far it is.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>How it ended, in the code host's word; null before.</summary>
    public string? Conclusion { get; init; }

    /// <summary>The page for people.</summary>
    public required Uri WebUrl { get; init; }

    /// <summary>The first step that failed, if any.</summary>
    public string? FailedStep { get; init; }
}
