namespace ServiceGuru.Runbooks.Execution;

/// <summary>The work of one target: its run is in the ledger, with all that has to be known to carry it out.</summary>
/// <param name="Run">The run that the target belongs to.</param>
/// <param name="Step">Its step.</param>
/// <param name="Target">The run of the target.</param>
/// <param name="Service">The name of the service; only who serves it does the work.</param>
/// <param name="After">The newest record of the target's run when the work was handed over: whoever finds an end that was recorded later has nothing to do.</param>
public sealed record TargetWork(string Run, string Step, string Target, string Service, long After)
{
    /// <summary>Whether a person asks for it, so that it is done also while nobody waits for it.</summary>
    public bool Wanted { get; init; }
}
