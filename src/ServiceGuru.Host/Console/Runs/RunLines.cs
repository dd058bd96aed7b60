using ServiceGuru.Ledger;
using ServiceGuru.Reports;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>Tells each event of a run in one line.</summary>
internal static class RunLines
{
    /// <summary>Gives the line, or null for an event that another one tells better.</summary>
    /// <param name="record">The event.</param>
    /// <param name="state">The state with it.</param>
    public static string? Of(LedgerRecord record, RunState state) => record.Event switch
    {
        ChangeStarted => null,
        RunCreated created => $"run {state.Id}: {RunEventText.Of(record, state)}{string.Concat(Provenance.Of(created).Select(line => $"; {line}"))}",
        UndoStarted started when PutBack.ByAnotherStep(state, started.Step, started.Change) => null,
        UndoEnded { Failure: null } ended when PutBack.ByAnotherStep(state, ended.Step, ended.Change) => null,
        RunEnded ended => $"run {state.Id}: {ended.Status.ToString().ToLowerInvariant()} after {Elapsed.Between(state.StartedAt, record.Time)}",
        StepSucceeded succeeded => $"{succeeded.Step}: done in {Time(state, succeeded.Step)}{Result(state, succeeded.Step)}",
        StepFailed { RetryAt: { } at } failed => $"{failed.Step}: failed: {failed.Failure.Message} [{failed.Failure.Id}]; tries again at {Elapsed.Stamp(at)}",
        _ => $"{RunEventText.StepOf(record.Event) ?? $"run {state.Id}"}: {RunEventText.Of(record, state)}",
    };

    private static string Time(RunState state, string step) => Elapsed.Between(state.Step(step).StartedAt, state.Step(step).EndedAt);

    private static string Result(RunState state, string step) => StepResult.Of(state, step) is { } result ? $": {result}" : string.Empty;
}
