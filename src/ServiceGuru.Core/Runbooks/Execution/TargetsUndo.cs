using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Takes back what the targets of a step have changed, each in its own run, the last one first, in this process.</summary>
internal sealed class TargetsUndo(string step, RunRecorder recorder, TargetParts parts)
{
    /// <summary>Undoes them, and gives why some were not undone.</summary>
    public async Task<IReadOnlyList<Failure>> UndoAsync(CancellationToken cancellationToken)
    {
        List<Failure> left = [];
        IReadOnlyList<TargetRun> runs = await parts.Ledger.ListTargetRunsAsync(recorder.State.Id, cancellationToken).ConfigureAwait(false);
        foreach (TargetRun run in runs.Where(run => RunIds.StepOf(run.RunId) == step).OrderByDescending(run => RunIds.IndexOf(run.RunId)))
        {
            RunState? state;
            try
            {
                state = await parts.Runs.UndoAsync(run.RunId, recorder.State.Undoing?.By ?? recorder.State.Created.By, cancellationToken).ConfigureAwait(false);
            }
            catch (GuruException error) when (!StepExecutor.IsLedgerFailure(error))
            {
                // One target that can't be undone must not keep the others from being undone.
                left.Add(error.Failure);
                continue;
            }

            if (state?.Failure is { } failure)
            {
                left.Add(failure);
            }
            else if ((state is not null || run.Status == RunStatus.Undone) && recorder.State.Step(step).Targets.Find(target => target.Target.RunId == run.RunId) is { Undone: false } target)
            {
                await recorder.AppendAsync(new TargetUndone(step, target.Target.Name)).ConfigureAwait(false);
            }
        }

        return left;
    }
}
