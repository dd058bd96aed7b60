using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Cmdlets;

/// <summary>Turns a run's records into progress, decisions (verbose) and steps that have ended.</summary>
/// <param name="progress">Where progress is shown.</param>
/// <param name="verbose">Where decisions are told.</param>
/// <param name="ended">Gets each step that has ended.</param>
internal sealed class RunWatcher(IOperationProgress progress, Action<string> verbose, Action<StepState>? ended = null) : IRunObserver
{
    private double? _fraction;
    private bool _single;

    /// <summary>Gets the run's id; null before its first record.</summary>
    public string? RunId { get; private set; }

    /// <inheritdoc/>
    public void OnRecord(LedgerRecord record, RunState state)
    {
        _fraction = state.Steps.Count > 1 ? (double)state.Steps.Count(step => step.Ended) / state.Steps.Count : null;
        RunId = state.Id;
        _single = state.Steps.Count == 1;
        switch (record.Event)
        {
            case RunCreated created:
                verbose($"Recorded as run {state.Id}.");
                TellPromise(created);
                break;
            case StepStarted started:
                progress.Report(Of(started.Step, state.Step(started.Step).Step.Title), _fraction);
                break;
            case StepPlanned planned:
                TellPlan(planned);
                break;
            case StepFailed { RetryAt: { } at } failed:
                verbose($"{failed.Step} failed and is tried again at {at.ToLocalTime():T}: {failed.Failure.Message}");
                break;
            case StepSkipped skipped:
                verbose($"{skipped.Step} is skipped: {skipped.Reason}");
                ended?.Invoke(state.Step(skipped.Step));
                break;
            case RunPaused or RunContinued or RunHalted or RunMigrated or UndoRequested:
                verbose($"Run {state.Id}: {RunEventText.Of(record, state)}");
                break;
            case FailureDecided decided:
                verbose($"{decided.Step}: {RunEventText.Of(record, state)}");
                if (state.Step(decided.Step).Ended)
                {
                    ended?.Invoke(state.Step(decided.Step));
                }

                break;
            case StepFailed { Asks: true } asks:
                verbose($"{asks.Step}: {RunEventText.Of(record, state)}");
                break;
            case StepSucceeded succeeded:
                ended?.Invoke(state.Step(succeeded.Step));
                break;
            case StepFailed failed:
                ended?.Invoke(state.Step(failed.Step));
                break;
            case UndoStarted undo:
                verbose($"{undo.Step} is undone: {undo.Revert.Summary}");
                break;
        }
    }

    /// <inheritdoc/>
    public void OnProgress(string step, string message, double? fraction) => progress.Report(Of(step, message), _fraction ?? fraction);

    private void TellPromise(RunCreated created)
    {
        if (created.Promise is { } promise)
        {
            string[] open = [.. promise.Steps.Where(step => step.Gap is not null).Select(step => step.Step)];
            verbose($"The run holds to plan {promise.Hash}{(open.Length == 0 ? "." : $"; not promised, so not compared: {string.Join(", ", open)}")}");
        }
    }

    private void TellPlan(StepPlanned planned)
    {
        foreach (Change change in planned.Changes)
        {
            verbose(Of(planned.Step, change.Summary));
        }

        foreach (PlanNote note in planned.Notes)
        {
            verbose(Of(planned.Step, $"{note.Target}: {note.Text}"));
        }
    }

    // The only step of a single operation has a name that nobody gave it.
    private string Of(string step, string text) => _single ? text : $"{step}: {text}";
}
