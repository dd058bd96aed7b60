using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Carries out the runs of targets in this process.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="operations">The operations.</param>
/// <param name="context">Gives what operations work with, for a run.</param>
internal sealed class TargetRuns(IRunLedger ledger, OperationCatalog operations, Func<RunState, OperationContext> context)
{
    /// <summary>Whether a run has ended since a record, so that there is nothing to do.</summary>
    /// <param name="state">The run.</param>
    /// <param name="after">The record.</param>
    public static bool HasEnded(RunState state, long after) =>
        state.Status == RunStatus.Succeeded || (state.Status != RunStatus.Running && state.Sequence > after);

    /// <summary>Carries a target's run to its end, or goes on with it.</summary>
    /// <param name="writer">The run's writer.</param>
    /// <param name="by">Who goes on with it.</param>
    /// <param name="gatekeeper">Asks the person at this face.</param>
    /// <param name="observer">Sees the run as it happens.</param>
    /// <param name="drain">Lets the changes that are under way finish, and leaves the rest for another process.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    public async Task<RunState> CarryOutAsync(IRunWriter writer, string by, IGatekeeper gatekeeper, IRunObserver observer, CancellationToken drain, CancellationToken cancellationToken)
    {
        Runbook runbook = TargetRunbook.Read(writer.State.Created, operations);
        if (writer.State.Sequence > 1)
        {
            await writer.AppendAsync(new RunResumed(by), cancellationToken).ConfigureAwait(false);
        }

        return await new RunExecutor(runbook, context(writer.State), gatekeeper, observer) { Drain = drain }.ExecuteAsync(writer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes back what a target's run has changed; gives its end, or null where it had changed nothing.</summary>
    /// <param name="run">The target's run.</param>
    /// <param name="by">Who undoes it.</param>
    /// <param name="cancellationToken">Cuts it off.</param>
    public async Task<RunState?> UndoAsync(string run, string by, CancellationToken cancellationToken)
    {
        IRunWriter writer = await ledger.OpenAsync(run, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            StepState step = writer.State.Steps[0];
            if (writer.State.Undoing is null && !step.Changes.Exists(change => change.Status == ChangeStatus.Applied))
            {
                return null;
            }

            Runbook runbook = TargetRunbook.Read(writer.State.Created, operations);
            await writer.AppendAsync(writer.State.Undoing is null ? new UndoRequested(by, [step.Step.Id]) : new RunResumed(by), cancellationToken).ConfigureAwait(false);
            return await new RunExecutor(runbook, context(writer.State), Nobody.Instance, new TargetObserver(SilentProgress.Instance)).ExecuteAsync(writer, cancellationToken).ConfigureAwait(false);
        }
    }
}
