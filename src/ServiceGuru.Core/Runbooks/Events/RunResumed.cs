namespace ServiceGuru.Runbooks.Events;

/// <summary>Somebody goes on with a run that was interrupted, stopped or had failed.</summary>
/// <param name="By">Who.</param>
public sealed record RunResumed(string By) : RunEvent
{
    /// <summary>
    /// The step from which it goes on, or null where it goes on with what is not done. This step and all that need it, also
    /// by way of others, are done again; steps that it needs and that have not succeeded are left out.
    /// </summary>
    public string? From { get; init; }

    /// <summary>Whether somebody has meanwhile said yes to what a target's run destroys, see <see cref="RunParent.Approved"/>.</summary>
    public bool Approves { get; init; }

    /// <summary>What happens from here on when a step has failed for good, or null where that stays as it was.</summary>
    public FailurePolicy? OnFailure { get; init; }

    /// <summary>Why it goes although a freeze or a closed window forbids it, or null where it does not go then.</summary>
    public string? DuringFreeze { get; init; }
}
