using ServiceGuru.Runbooks;

namespace ServiceGuru.Sessions;

/// <summary>What a caller decides when a run goes on.</summary>
public sealed record ResumeOptions
{
    /// <summary>Who resumes it, as the ledger shall have it.</summary>
    public required string By { get; init; }

    /// <summary>
    /// The step from which it goes on, or null for what is not done. This step and all that need it are done again; steps
    /// that it needs and that have not succeeded are left out, gates excepted: they ask again.
    /// </summary>
    public string? From { get; init; }

    /// <summary>Whether the run follows the present text of its runbook's file from here on.</summary>
    public bool Migrate { get; init; }

    /// <summary>What happens when a step has failed for good, or null where that stays as it was.</summary>
    public FailurePolicy? OnFailure { get; init; }

    /// <summary>Why it goes although a freeze or a closed window forbids it, or null where it does not go then. What was said at an earlier start or resume holds no more.</summary>
    public string? DuringFreeze { get; init; }
}
