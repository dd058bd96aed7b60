using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Reports;

/// <summary>Reads what happened in a run, record by record.</summary>
internal sealed class RunStoryReader
{
    private readonly Dictionary<string, StepStoryReader> _steps = new(StringComparer.Ordinal);
    private readonly List<RunInterval> _breaks = [];
    private readonly List<RunDecision> _decisions = [];
    private RunPaused? _paused;
    private DateTimeOffset _pausedAt;
    private DateTimeOffset _last;
    private bool _ended;

    public void Read(LedgerRecord record)
    {
        DateTimeOffset time = record.Time;
        if (!ReadStep(record.Event, time))
        {
            ReadRun(record.Event, time);
        }

        _ended = record.Event is RunEnded || (_ended && record.Event is not (RunResumed or UndoRequested));
        _last = time;
    }

    public RunStory Finish(RunState state, int records)
    {
        EndPause(_last);
        DateTimeOffset end = state.EndedAt ?? _last;
        return new RunStory
        {
            State = state,
            Records = records,
            End = end,
            Steps = [.. state.Steps.Select(step => Of(step.Step.Id).Finish(step, end))],
            Breaks = _breaks,
            Decisions = _decisions,
        };
    }

    private StepStoryReader Of(string step)
    {
        if (!_steps.TryGetValue(step, out StepStoryReader? reader))
        {
            _steps[step] = reader = new StepStoryReader();
        }

        return reader;
    }

    private bool ReadStep(RunEvent runEvent, DateTimeOffset time)
    {
        switch (runEvent)
        {
            case StepStarted started:
                Of(started.Step).Start(started, time);
                return true;
            case StepPlanned planned:
                Of(planned.Step).Plan(planned);
                return true;
            case StepSucceeded succeeded:
                Of(succeeded.Step).End("succeeded", time);
                return true;
            case StepFailed failed:
                Of(failed.Step).End("failed", time, failed);
                return true;
            case StepSkipped skipped:
                Of(skipped.Step).End("skipped", time);
                return true;
            case ChangeStarted started:
                Of(started.Step).StartChange(started.Change, time);
                return true;
            case ChangeEnded ended:
                Of(ended.Step).EndChange(ended, time);
                return true;
            case GateOpened opened:
                Of(opened.Step).OpenGate(opened, time);
                return true;
            case GateReminded reminded:
                Of(reminded.Step).Remind(time);
                return true;
            case UndoStarted undo:
                Of(undo.Step).StartUndo(time);
                return true;
            case UndoEnded undo:
                Of(undo.Step).EndUndo(undo, time);
                return true;
            case GateAnswered answered:
                Of(answered.Step).Answer(answered, time);
                Decide(time, Who(answered), answered.Yes ? "said yes" : "said no", answered.Refused is { } refused ? $"does not count: {refused}" : answered.Comment, answered.Step);
                return true;
            case FailureDecided decided:
                Of(decided.Step).Decide(time);
                Decide(time, decided.By, Words(decided.Choice), decided.Reason, decided.Step);
                return true;
            default:
                return false;
        }
    }

    private void ReadRun(RunEvent runEvent, DateTimeOffset time)
    {
        switch (runEvent)
        {
            case RunCreated created:
                Decide(time, created.By, "started the run", null, null);
                break;
            case RunResumed resumed:
                Break(time, _ended ? "the run had ended" : "no process worked on the run");
                Decide(time, resumed.By, resumed.From is null ? "went on with the run" : "went on from a step", null, resumed.From);
                break;
            case UndoRequested undo:
                if (_ended)
                {
                    Break(time, "the run had ended");
                }

                Decide(time, undo.By, $"had {Quantity.Of(undo.Steps.Count, "step")} undone", null, undo.Steps.Count == 1 ? undo.Steps[0] : null);
                break;
            case RunMigrated migrated:
                Decide(time, migrated.By, "had the run follow another text of its runbook", $"hash {migrated.RunbookHash}", null);
                break;
            case RunPaused paused:
                EndPause(time);
                (_paused, _pausedAt) = (paused, time);
                Decide(time, paused.By, "paused the run", paused.Reason, null);
                break;
            case RunContinued continued:
                EndPause(time);
                Decide(time, continued.By, "let the run go on", null, null);
                break;
            case RunHalted halted:
                EndPause(time);
                Decide(time, halted.By, halted.Cancelled ? "gave the run up" : "stopped the run", halted.Reason, null);
                break;
            case RunEnded:
                EndPause(time);
                break;
        }
    }

    private void Break(DateTimeOffset time, string why)
    {
        EndPause(_last);
        if (time > _last)
        {
            _breaks.Add(new RunInterval(_last, time, why, false));
        }

        foreach (StepStoryReader step in _steps.Values)
        {
            step.Break(_last, time);
        }
    }

    private void EndPause(DateTimeOffset time)
    {
        if (_paused is { } paused && time > _pausedAt)
        {
            _breaks.Add(new RunInterval(_pausedAt, time, $"paused by {paused.By}", true));
        }

        _paused = null;
    }

    private void Decide(DateTimeOffset time, string by, string what, string? why, string? step) => _decisions.Add(new RunDecision(time, by, what, why, step));

    /// <summary>Gives who answered: the person, and how the answer named them.</summary>
    internal static string Who(GateAnswered answer) => answer.Person is { } person && person != answer.By ? $"{person} ({answer.By})" : answer.By;

    private static string Words(FailureChoice choice) => choice switch
    {
        FailureChoice.Retry => "had a failed step tried again",
        FailureChoice.Skip => "left a failed step out",
        FailureChoice.Undo => "had the run undone",
        _ => "let the run fail",
    };
}
