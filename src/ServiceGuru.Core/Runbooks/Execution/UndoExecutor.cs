using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Undoes the changes of steps with <c>undo: automatic</c> after a run has failed, last step first.</summary>
internal sealed class UndoExecutor(Runbook runbook, RunRecorder recorder, OperationContext context)
{
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        IEnumerable<RunbookStep> steps = runbook.Steps
            .Where(step => step.Undo == UndoPolicy.Automatic)
            .OrderByDescending(step => recorder.State.Step(step.Id).EndedAt);
        foreach (RunbookStep step in steps.ToList())
        {
            foreach (ChangeResult applied in recorder.State.Step(step.Id).Changes.Where(result => result.Status == ChangeStatus.Applied).Reverse().ToList())
            {
                await UndoAsync(step, applied, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task UndoAsync(RunbookStep step, ChangeResult applied, CancellationToken cancellationToken)
    {
        UndoState? begun = recorder.State.Step(step.Id).Undos.GetValueOrDefault(applied.Change.Id);
        if (begun is { Ended: true })
        {
            return;
        }

        if ((begun?.Revert ?? step.Operation.Revert(applied)) is not { } revert)
        {
            return;
        }

        if (begun is null)
        {
            await recorder.AppendAsync(new UndoStarted(step.Id, applied.Change.Id, revert)).ConfigureAwait(false);
        }

        Failure? failure = null;
        try
        {
            bool done = begun is not null && await step.Operation.ProbeAsync(revert, context, cancellationToken).ConfigureAwait(false) == ProbeOutcome.Applied;
            if (!done)
            {
                await step.Operation.ApplyAsync(revert, context, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A failed undo must not keep the others from being undone; it is told with the run.
            failure = Failures.From(error, revert.Summary);
        }

        await recorder.AppendAsync(new UndoEnded(step.Id, applied.Change.Id, failure)).ConfigureAwait(false);
    }
}
