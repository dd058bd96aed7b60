using ServiceGuru.Sandbox.Git;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>One run of a repository's image build, as it is at an instant.</summary>
internal sealed record WorkflowRun
{
    /// <summary>Its id, unique in the code host.</summary>
    public required long Id { get; init; }

    /// <summary>Its number among the workflow's runs.</summary>
    public required int Number { get; init; }

    /// <summary>How often it was tried, from 1 on.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The repository.</summary>
    public required SandboxRepository Repository { get; init; }

    /// <summary>The branch.</summary>
    public required string Branch { get; init; }

    /// <summary>The full commit.</summary>
    public required string HeadSha { get; init; }

    /// <summary><c>queued</c>, <c>in_progress</c> or <c>completed</c>.</summary>
    public string Status { get; init; } = "queued";

    /// <summary><c>success</c> or <c>failure</c>, once completed.</summary>
    public string? Conclusion { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When this attempt was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Its jobs.</summary>
    public required IReadOnlyList<WorkflowJob> Jobs { get; init; }
}
