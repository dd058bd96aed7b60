using ServiceGuru.Documents;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks.State;

/// <summary>Tells each event of a run to a person, in one line; the same for every face.</summary>
public static class RunEventText
{
    /// <summary>Gives the line, without the step that it is about.</summary>
    /// <param name="record">The event.</param>
    /// <param name="state">The state with it, or a later one.</param>
    /// <returns>One line.</returns>
    public static string Of(LedgerRecord record, RunState state) => record.Event switch
    {
        RunCreated created => $"{created.Runbook} for {created.Service}, {Quantity.Of(created.Steps.Count, "step")}, by {created.By}",
        RunResumed { From: { } from } resumed => $"{resumed.By} goes on from step '{from}'{Despite(resumed.DuringFreeze)}",
        RunResumed resumed => $"resumed by {resumed.By}{Despite(resumed.DuringFreeze)}",
        RunMigrated migrated => $"{migrated.By} lets it follow the present text of its runbook, {Quantity.Of(migrated.Steps.Count, "step")}",
        RunPaused paused => $"{paused.By} paused it{Why(paused.Reason)}; 'guru continue {state.Id}' goes on",
        RunContinued continued => $"{continued.By} continued it",
        RunHalted halted => $"{halted.By} {(halted.Cancelled ? "cancelled" : "stopped")} it{Why(halted.Reason)}; what is under way finishes first",
        RunEnded ended => $"{Name(ended.Status)} after {Duration.Format(record.Time - state.StartedAt)}{(ended.Failure is { } failure ? $": {failure.Message} [{failure.Id}]" : string.Empty)}",
        StepStarted started => $"{Title(state, started.Step)}{(started.Attempt > 1 ? $" (attempt {started.Attempt})" : string.Empty)}",
        StepPlanned planned => planned.Changes.Count == 0 ? "nothing to change" : $"{Quantity.Of(planned.Changes.Count, "change")} planned",
        StepSucceeded => "done",
        StepFailed failed => $"failed: {failed.Failure.Message} [{failed.Failure.Id}]{After(failed)}",
        StepSkipped skipped => $"skipped: {skipped.Reason}",
        FailureDecided decided => $"{decided.By} decides: {Name(decided.Choice)}{Why(decided.Reason)}",
        TargetsPlanned planned => $"{Quantity.Of(planned.Targets.Count, "target")} planned",
        TargetEnded ended => $"{ended.Target}: {Name(ended.Status)}{(ended.Failure is { } failure ? $": {failure.Message} [{failure.Id}]" : string.Empty)}",
        ChangeStarted started => $"begins: {Summary(state, started.Step, started.Change)}",
        ChangeEnded ended => $"{Summary(state, ended.Step, ended.Change)}: {Outcome(ended)}",
        GateOpened opened => $"waits for {opened.Need} yes{(opened.Approvers.Count == 0 ? string.Empty : $" of {string.Join(", ", opened.Approvers)}")}: {opened.Question}",
        GateAnswered answered => GateAnswerText.Of(answered),
        GateReminded reminded => $"still waits for people{(reminded.Channels.Count == 0 ? string.Empty : $"; reminded in {string.Join(", ", reminded.Channels)}")}",
        GateAnswerTakenBack back => $"{back.By} takes the answer back",
        UndoRequested requested => $"{requested.By} undoes {(requested.Steps.Count == state.Steps.Count ? "the whole run" : string.Join(", ", requested.Steps))}",
        UndoStarted started => $"undoing: {started.Revert.Summary}",
        TargetUndone undone => $"{undone.Target}: undone",
        UndoEnded ended => ended.Failure is null ? "undone" : $"not undone: {ended.Failure.Message} [{ended.Failure.Id}]",
        _ => record.Event.GetType().Name,
    };

    /// <summary>Gives the step that an event is about, or null where it is about the whole run.</summary>
    /// <param name="runEvent">The event.</param>
    /// <returns>The step's id, or null.</returns>
    public static string? StepOf(RunEvent runEvent) => runEvent switch
    {
        StepStarted e => e.Step,
        StepPlanned e => e.Step,
        StepSucceeded e => e.Step,
        StepFailed e => e.Step,
        StepSkipped e => e.Step,
        FailureDecided e => e.Step,
        TargetsPlanned e => e.Step,
        TargetEnded e => e.Step,
        ChangeStarted e => e.Step,
        ChangeEnded e => e.Step,
        GateOpened e => e.Step,
        GateAnswered e => e.Step,
        GateReminded e => e.Step,
        GateAnswerTakenBack e => e.Step,
        TargetUndone e => e.Step,
        UndoStarted e => e.Step,
        UndoEnded e => e.Step,
        _ => null,
    };

    private static string Despite(string? reason) => reason is null ? string.Empty : $", although the calendar forbids it: {reason}";

    private static string Outcome(ChangeEnded ended) => ended.Status switch
    {
        ChangeStatus.Applied => ended.Probed ? "had been applied before the interruption" : "applied",
        ChangeStatus.Planned => "had not been applied before the interruption",
        ChangeStatus.Declined => "not wanted",
        ChangeStatus.Unknown => $"nobody can tell whether it happened{Reason(ended)}",
        _ => $"{Name(ended.Status)}{Reason(ended)}",
    };

    private static string Reason(ChangeEnded ended) => ended.Failure is { } failure ? $": {failure.Message} [{failure.Id}]" : string.Empty;

    private static string After(StepFailed failed) => failed.RetryAt is { } at ? $"; tries again at {at.UtcDateTime:HH:mm:ss}Z"
        : failed.Asks ? "; waits for a decision" : string.Empty;

    private static string Why(string? reason) => string.IsNullOrWhiteSpace(reason) ? string.Empty : $" ({reason})";

    private static string Name(Enum value) => value.ToString().ToLowerInvariant();

    // A migrated run may have steps that an earlier record does not know, and the other way round.
    private static string Title(RunState state, string step) => state.PositionOf(step) < 0 ? step : state.Step(step).Step.Title;

    // A later attempt may have planned anew; then only the id is left.
    private static string Summary(RunState state, string step, string change) =>
        state.PositionOf(step) < 0 ? change : state.Step(step).Changes.Find(result => result.Change.Id == change)?.Change.Summary ?? change;
}
