using System.Diagnostics;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Telemetry;

/// <summary>
/// Turns the records of a run into a trace and metrics, and passes them on. The one place that does; times are those of the
/// records. It tells ids, kinds and statuses only: no text of people, no name of a target, nothing that could be a secret.
/// </summary>
internal sealed class RunTelemetry : IRunObserver, IDisposable
{
    private readonly IRunObserver _next;
    private readonly RunSpans? _spans;
    private readonly Dictionary<string, DateTimeOffset> _gates = new(StringComparer.Ordinal);

    private RunTelemetry(IRunWriter writer, IRunObserver next, bool heard)
    {
        _next = next;
        Writer = heard ? new MeasuredRunWriter(writer) : writer;
        if (!heard)
        {
            return;
        }

        RunState state = writer.State;
        _spans = new RunSpans(state);
        RunInstruments.Active.Add(1, Executing);
        foreach (StepState step in state.Steps.Where(step => step.Status == StepStatus.Waiting))
        {
            OpenGate(step.Step.Id, step.GateOpenedAt ?? state.UpdatedAt);
        }
    }

    private static KeyValuePair<string, object?> Executing => new("cicd.pipeline.run.state", "executing");

    /// <summary>Gets the writer through which the run is to be recorded.</summary>
    public IRunWriter Writer { get; }

    /// <summary>Begins to watch a run that this process works on from now; does nothing where nobody listens.</summary>
    /// <param name="writer">The run's writer.</param>
    /// <param name="next">Who sees the run besides.</param>
    public static RunTelemetry Begin(IRunWriter writer, IRunObserver next) => new(writer, next, RunInstruments.Heard);

    /// <inheritdoc/>
    public void OnRecord(LedgerRecord record, RunState state)
    {
        _next.OnRecord(record, state);
        if (_spans is not null)
        {
            Count(record, state);
            _spans.OnRecord(record, state);
        }
    }

    /// <inheritdoc/>
    public void OnProgress(string step, string message, double? fraction) => _next.OnProgress(step, message, fraction);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_spans is not null)
        {
            RunInstruments.OpenGates.Add(-_gates.Count);
            RunInstruments.Active.Add(-1, Executing);
            _spans.Dispose();
        }
    }

    private void Count(LedgerRecord record, RunState state)
    {
        switch (record.Event)
        {
            case StepSucceeded ended:
                End(state, ended.Step, "succeeded", record.Time);
                break;
            case StepFailed failed:
                End(state, failed.Step, "failed", record.Time);
                if (failed.RetryAt is not null)
                {
                    RunInstruments.Retries.Add(1, Operation(state, failed.Step));
                }

                break;
            case StepSkipped skipped:
                End(state, skipped.Step, "skipped", record.Time);
                break;
            case GateOpened opened:
                OpenGate(opened.Step, record.Time);
                break;
            case ChangeEnded ended:
                CountChange(state, ended.Step, ended.Change, RunWords.Of(ended.Status));
                break;
            case UndoEnded ended:
                CountChange(state, ended.Step, ended.Change, ended.Failure is null ? "undone" : "not-undone");
                break;
            case RunEnded ended:
                RunInstruments.Runs.Add(1, new("cicd.pipeline.name", state.Created.Runbook), new("status", RunWords.Of(ended.Status)));
                TagList tags = new() { { "cicd.pipeline.name", state.Created.Runbook }, { "cicd.pipeline.run.state", "executing" }, { "cicd.pipeline.result", RunWords.ResultOf(ended) } };
                if (ended.Failure is { } failure)
                {
                    tags.Add("error.type", failure.Id);
                }

                RunInstruments.RunDuration.Record((record.Time - state.StartedAt).TotalSeconds, tags);
                break;
        }
    }

    private void End(RunState state, string step, string status, DateTimeOffset time)
    {
        KeyValuePair<string, object?> operation = Operation(state, step);
        KeyValuePair<string, object?> how = new("status", status);
        RunInstruments.Steps.Add(1, operation, how);
        if (state.Step(step) is { Attempt: > 0, StartedAt: { } started })
        {
            RunInstruments.StepDuration.Record((time - started).TotalSeconds, operation, how);
        }

        if (_gates.Remove(step, out DateTimeOffset opened))
        {
            RunInstruments.OpenGates.Add(-1);
            RunInstruments.GateWait.Record((time - opened).TotalSeconds, how);
        }
    }

    private void OpenGate(string step, DateTimeOffset time)
    {
        if (_gates.TryAdd(step, time))
        {
            RunInstruments.OpenGates.Add(1);
        }
    }

    private static void CountChange(RunState state, string step, string id, string status) => RunInstruments.Changes.Add(
        1, new("kind", RunWords.KindOf(state, step, id)), new("status", status));

    private static KeyValuePair<string, object?> Operation(RunState state, string step) => new("operation", state.Step(step).Step.Uses);
}
