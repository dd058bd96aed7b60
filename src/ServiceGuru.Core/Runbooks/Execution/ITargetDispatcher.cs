using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Has the work of targets done: in this process, or by workers.</summary>
public interface ITargetDispatcher
{
    /// <summary>Gets a value indicating whether others do the work, who have no person to ask: then people are asked before.</summary>
    bool Elsewhere { get; }

    /// <summary>Has a target's run carried out; returns when it has ended, or when nothing more happens to it for now.</summary>
    /// <param name="work">The work; its run is in the ledger.</param>
    /// <param name="progress">Where progress is told.</param>
    /// <param name="cancellationToken">Nobody waits any more. What goes on in this process ends as after Ctrl+C; workers finish.</param>
    /// <returns>Where the target's run stands.</returns>
    /// <exception cref="Operations.GuruException">The ledger can't be read or written, or the target's record is damaged.</exception>
    Task<RunState> CarryOutAsync(TargetWork work, Operations.IOperationProgress progress, CancellationToken cancellationToken);
}
