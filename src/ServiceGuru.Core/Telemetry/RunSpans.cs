using System.Diagnostics;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Telemetry;

/// <summary>
/// The trace of the part of a run that this process works on: a span for the run, for every attempt at a step, every change,
/// every time in which a gate is open. A process that goes on with the run makes another root span in the same trace; spans
/// that a crash cut off were never told, and those of its steps go on as <c>serviceguru.step.continued</c>.
/// </summary>
internal sealed class RunSpans : IDisposable
{
    private readonly Activity? _run;
    private readonly Dictionary<string, Activity> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Activity> _gates = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Step, string Change, bool Undo), Activity> _changes = [];
    private DateTimeOffset _last;

    public RunSpans(RunState state)
    {
        _last = state.UpdatedAt;
        DateTimeOffset start = state.Resumes == 0 && state.Undoing is null ? state.StartedAt : state.UpdatedAt;
        _run = Start($"RUN {state.Created.Runbook}", ActivityKind.Server, RunTrace.ContextOf(state.Id), start, state);
        if (_run is null)
        {
            return;
        }

        _run.SetTag("cicd.pipeline.action.name", "RUN");
        _run.SetTag("serviceguru.run.resumed", state.Resumes > 0);
        if (state.Created.Parent is { } parent)
        {
            _run.SetTag("serviceguru.run.parent", parent.RunId);
            _run.SetTag("serviceguru.run.parent.step", parent.Step);
        }

        foreach (StepState step in state.Steps.Where(step => step.Status is StepStatus.Running or StepStatus.Waiting))
        {
            Begin(state, step.Step.Id, step.Attempt, start)?.SetTag("serviceguru.step.continued", true);
            if (step.Status == StepStatus.Waiting)
            {
                OpenGate(state, step.Step.Id, start);
            }
        }
    }

    /// <summary>Sees a record.</summary>
    public void OnRecord(LedgerRecord record, RunState state)
    {
        if (_run is null)
        {
            return;
        }

        _last = record.Time;
        switch (record.Event)
        {
            case StepStarted started:
                Begin(state, started.Step, started.Attempt, record.Time);
                break;
            case StepSucceeded ended:
                End(ended.Step, "success", null, record.Time);
                break;
            case StepFailed failed:
                End(failed.Step, RunWords.ResultOf(failed.Failure), failed.Failure, record.Time);
                break;
            case StepSkipped skipped:
                End(skipped.Step, "skip", null, record.Time);
                break;
            case GateOpened opened:
                OpenGate(state, opened.Step, record.Time)?.SetTag("serviceguru.gate.need", opened.Need);
                break;
            case ChangeStarted started:
                Change(state, started.Step, started.Change, false, record.Time);
                break;
            case ChangeEnded ended:
                EndChange((ended.Step, ended.Change, false), RunWords.Of(ended.Status), ended.Failure, record.Time);
                break;
            case UndoStarted started:
                Change(state, started.Step, started.Change, true, record.Time);
                break;
            case UndoEnded ended:
                EndChange((ended.Step, ended.Change, true), ended.Failure is null ? "undone" : "not-undone", ended.Failure, record.Time);
                break;
            case RunEnded ended:
                _run.SetTag("cicd.pipeline.result", RunWords.ResultOf(ended));
                _run.SetTag("serviceguru.run.status", RunWords.Of(ended.Status));
                Fail(_run, ended.Failure);
                break;
        }
    }

    /// <summary>Ends what is open: the process works on the run no more.</summary>
    public void Dispose()
    {
        foreach (Activity open in _changes.Values.Concat(_gates.Values).Concat(_steps.Values))
        {
            Stop(open, _last);
        }

        if (_run is not null)
        {
            Stop(_run, _last);
        }
    }

    private Activity? Begin(RunState state, string step, int attempt, DateTimeOffset time)
    {
        Activity? span = Start(step, ActivityKind.Internal, _run!.Context, time, state);
        if (span is not null)
        {
            span.SetTag("cicd.pipeline.task.name", step);
            span.SetTag("cicd.pipeline.task.run.id", $"{state.Id}/{step}/{attempt}");
            span.SetTag("serviceguru.operation", state.Step(step).Step.Uses);
            span.SetTag("serviceguru.step.attempt", attempt);
            _steps[step] = span;
        }

        return span;
    }

    private void End(string step, string result, Failure? failure, DateTimeOffset time)
    {
        if (_gates.Remove(step, out Activity? gate))
        {
            gate.SetTag("cicd.pipeline.task.run.result", result);
            Stop(gate, time);
        }

        if (_steps.Remove(step, out Activity? span))
        {
            span.SetTag("cicd.pipeline.task.run.result", result);
            Fail(span, failure);
            Stop(span, time);
        }
    }

    private Activity? OpenGate(RunState state, string step, DateTimeOffset time)
    {
        Activity? span = Start("gate wait", ActivityKind.Internal, ParentOf(step), time, state);
        if (span is not null)
        {
            span.SetTag("cicd.pipeline.task.name", step);
            _gates[step] = span;
        }

        return span;
    }

    private void Change(RunState state, string step, string change, bool undo, DateTimeOffset time)
    {
        string kind = RunWords.KindOf(state, step, change);
        if (Start($"{(undo ? "undo" : "change")} {kind}", ActivityKind.Internal, ParentOf(step), time, state) is { } span)
        {
            span.SetTag("cicd.pipeline.task.name", step);
            span.SetTag("serviceguru.change.kind", kind);
            span.SetTag("serviceguru.change.id", change);
            _changes[(step, change, undo)] = span;
        }
    }

    private void EndChange((string Step, string Change, bool Undo) key, string status, Failure? failure, DateTimeOffset time)
    {
        if (_changes.Remove(key, out Activity? span))
        {
            span.SetTag("serviceguru.change.status", status);
            Fail(span, failure);
            Stop(span, time);
        }
    }

    private ActivityContext ParentOf(string step) => _steps.TryGetValue(step, out Activity? span) ? span.Context : _run!.Context;

    private static Activity? Start(string name, ActivityKind kind, ActivityContext parent, DateTimeOffset time, RunState state)
    {
        // The engine's own work is no child of it, nor of what the caller has open.
        Activity? current = Activity.Current;
        try
        {
            return RunInstruments.Source.StartActivity(
                name, kind, parent, [new("cicd.pipeline.name", state.Created.Runbook), new("cicd.pipeline.run.id", state.Id), new("serviceguru.service", state.Created.Service)], startTime: time);
        }
        finally
        {
            Activity.Current = current;
        }
    }

    private static void Stop(Activity span, DateTimeOffset time)
    {
        Activity? current = Activity.Current;

        // A span that took no time at all would be taken for one whose end nobody has set.
        span.SetEndTime(time.UtcDateTime > span.StartTimeUtc ? time.UtcDateTime : span.StartTimeUtc.AddTicks(1));
        span.Dispose();
        Activity.Current = current;
    }

    private static void Fail(Activity span, Failure? failure)
    {
        if (failure is not null)
        {
            span.SetTag("error.type", failure.Id);
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
