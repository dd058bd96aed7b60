using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Undoes what the run of a target has changed, in that run's own record.</summary>
internal interface ITargetUndo
{
    /// <summary>Undoes it; where there is nothing to undo, nothing happens.</summary>
    /// <param name="runId">The target's run.</param>
    /// <param name="requested">The undo of the run that the target belongs to.</param>
    /// <param name="cancellationToken">Cuts it off; the next undo goes on with it.</param>
    /// <returns>Whether the target's run is undone now, which it is not where it has changed nothing; and why something was not undone, or null.</returns>
    Task<(bool Undone, Failure? Left)> UndoAsync(string runId, UndoRequested requested, CancellationToken cancellationToken);
}
