using ServiceGuru.Ledger;
using ServiceGuru.Operations;
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
        RunCreated created => $"run {state.Id}: {created.Runbook} for {created.Service}, {Quantity.Of(created.Steps.Count, "step")}, by {created.By}{string.Concat(Provenance.Of(created).Select(line => $"; {line}"))}",
        RunResumed resumed => $"run {state.Id}: resumed by {resumed.By}",
        RunEnded ended => $"run {state.Id}: {Name(ended.Status)} after {Elapsed.Between(state.StartedAt, record.Time)}",
        StepStarted started => $"{started.Step}: {state.Step(started.Step).Step.Title}{(started.Attempt > 1 ? $" (attempt {started.Attempt})" : string.Empty)}",
        StepPlanned planned => $"{planned.Step}: {(planned.Changes.Count == 0 ? "nothing to change" : $"{Quantity.Of(planned.Changes.Count, "change")} planned")}",
        ChangeStarted => null,
        ChangeEnded ended => $"{ended.Step}: {Summary(state, ended)}: {Name(ended)}",
        StepSucceeded succeeded => $"{succeeded.Step}: done in {Time(state, succeeded.Step)}{Result(state, succeeded.Step)}",
        StepFailed failed => $"{failed.Step}: failed: {failed.Failure.Message} [{failed.Failure.Id}]{Again(failed)}",
        StepSkipped skipped => $"{skipped.Step}: skipped: {skipped.Reason}",
        GateOpened opened => $"{opened.Step}: waits for {opened.Need} yes{(opened.Approvers.Count == 0 ? string.Empty : $" of {string.Join(", ", opened.Approvers)}")}: {opened.Question}",
        GateAnswered answered => $"{answered.Step}: {AnswerText.Of(answered)}",
        GateReminded reminded => $"{reminded.Step}: still waits for people{(reminded.Channels.Count == 0 ? string.Empty : $"; reminded in {string.Join(", ", reminded.Channels)}")}",
        GateAnswerTakenBack back => $"{back.Step}: {back.By} takes the yes back",
        UndoStarted started when PutBack.ByAnotherStep(state, started.Step, started.Change) => null,
        UndoEnded { Failure: null } ended when PutBack.ByAnotherStep(state, ended.Step, ended.Change) => null,
        UndoStarted started => $"{started.Step}: undoing: {started.Revert.Summary}",
        UndoEnded ended => $"{ended.Step}: {(ended.Failure is null ? "undone" : $"not undone: {ended.Failure.Message} [{ended.Failure.Id}]")}",
        _ => record.Event.GetType().Name,
    };

    private static string Name(RunStatus status) => status.ToString().ToLowerInvariant();

    private static string Name(ChangeEnded ended) => ended.Status switch
    {
        ChangeStatus.Applied => ended.Probed ? "had been applied before the interruption" : "applied",
        ChangeStatus.Planned => "had not been applied before the interruption",
        ChangeStatus.Declined => "not wanted",
        ChangeStatus.Unknown => $"nobody can tell whether it happened{Reason(ended)}",
        _ => $"{ended.Status.ToString().ToLowerInvariant()}{Reason(ended)}",
    };

    private static string Reason(ChangeEnded ended) => ended.Failure is { } failure ? $": {failure.Message} [{failure.Id}]" : string.Empty;

    private static string Summary(RunState state, ChangeEnded ended) =>
        state.Step(ended.Step).Changes.Find(result => result.Change.Id == ended.Change)?.Change.Summary ?? ended.Change;

    private static string Time(RunState state, string step) => Elapsed.Between(state.Step(step).StartedAt, state.Step(step).EndedAt);

    private static string Result(RunState state, string step) => StepResult.Of(state, step) is { } result ? $": {result}" : string.Empty;

    private static string Again(StepFailed failed) => failed.RetryAt is { } at ? $"; tries again at {Elapsed.Stamp(at)}" : string.Empty;
}
