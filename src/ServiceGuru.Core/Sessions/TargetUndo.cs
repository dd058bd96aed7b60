using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

/// <summary>Undoes the runs of targets, each in its own record.</summary>
internal sealed class TargetUndo(ServiceSession session, IGatekeeper gatekeeper) : ITargetUndo
{
    /// <inheritdoc/>
    public async Task<(bool Undone, Failure? Left)> UndoAsync(string runId, UndoRequested requested, CancellationToken cancellationToken)
    {
        string parent = RunIds.ParentOf(runId) ?? throw new ArgumentException($"{runId} is not the run of a target.", nameof(runId));
        if (!(await session.Ledger.ListTargetsAsync(parent, cancellationToken).ConfigureAwait(false)).Contains(runId))
        {
            // It was never begun.
            return (false, null);
        }

        try
        {
            IRunWriter writer = await session.Ledger.OpenAsync(runId, cancellationToken).ConfigureAwait(false);
            await using (writer.ConfigureAwait(false))
            {
                return await UndoAsync(writer, requested, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (GuruException error)
        {
            return (false, error.Failure);
        }
    }

    private async Task<(bool Undone, Failure? Left)> UndoAsync(IRunWriter writer, UndoRequested requested, CancellationToken cancellationToken)
    {
        string runId = writer.State.Id;
        UndoPlan plan = await new RunUndoPlanner(session).PlanAsync(writer.State, null, cancellationToken).ConfigureAwait(false);
        if (plan.InDoubt.Count > 0)
        {
            return (false, Doubt.About(runId, [.. plan.InDoubt.Select(doubt => new ChangeResult { Change = doubt.Change, Status = ChangeStatus.Unknown, Failure = doubt.Failure })]));
        }

        // What was agreed to with the plan of the whole run is not asked again.
        IReadOnlyList<KeptChange> refused = requested.Because is null ? [] : await UndoConsent.AskAsync(plan.Items.Where(item => item.Destructive), gatekeeper, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<KeptChange> kept = [.. requested.Kept.Where(change => change.Run == runId), .. refused];
        Failure? left = refused.Count == 0 ? null : UndoConsent.NotApproved(runId, plan.Items.Where(item => UndoConsent.Stays(item, refused)));
        if (!plan.Items.Any(item => item.Revert is not null && !UndoConsent.Stays(item, kept)))
        {
            if (writer.State.Undoing is not { } begun)
            {
                // An undo that ended before the record of this run could say so is done all the same.
                return (writer.State.Status == RunStatus.Undone, left);
            }

            // An undo that was interrupted after its last change is brought to its end.
            kept = [.. begun.Kept, .. kept];
        }

        await writer.AppendAsync(new UndoRequested(requested.By, [.. writer.State.Steps.Select(step => step.Step.Id)]) { Kept = kept }, cancellationToken).ConfigureAwait(false);
        Runbook runbook = new RunbookReader(session.Parser, session.Operations).ReadPinned(writer.State.Created);
        RunState state = (await session.ExecuteAsync(writer, runbook, gatekeeper, NobodyWatches.Instance, cancellationToken).ConfigureAwait(false)).State;
        cancellationToken.ThrowIfCancellationRequested();
        return state.Status == RunStatus.Undone ? (true, left) : (false, state.Failure);
    }
}
