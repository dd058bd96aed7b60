using System.Globalization;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.EndToEnd.Runner;

/// <summary>What a record is called wherever it stands in the record: a run that was resumed has others in between.</summary>
public static class RecordName
{
    /// <summary>Names a record.</summary>
    /// <param name="runId">The run, or the run of a target.</param>
    /// <param name="before">Where that stands before the record; null for the first one.</param>
    /// <param name="happened">The record's event.</param>
    public static string Of(string runId, RunState? before, RunEvent happened)
    {
        string run = RunIds.StepOf(runId) is { } step ? string.Create(CultureInfo.InvariantCulture, $"{step}.{RunIds.IndexOf(runId)}.") : string.Empty;
        int Attempt(string id) => before!.Step(id).Attempt;
        string what = happened switch
        {
            StepStarted started => $"{started.Step}.{started.Attempt}",
            StepPlanned planned => $"{planned.Step}.{Attempt(planned.Step)}",
            StepSucceeded succeeded => $"{succeeded.Step}.{Attempt(succeeded.Step)}",
            StepFailed failed => $"{failed.Step}.{Attempt(failed.Step)}",
            StepSkipped skipped => skipped.Step,
            FailureDecided decided => $"{decided.Step}.{Attempt(decided.Step)}",
            TargetsPlanned planned => planned.Step,
            TargetEnded ended => $"{ended.Step}.{ended.Target}",
            TargetUndone undone => $"{undone.Step}.{undone.Target}",
            ChangeStarted started => $"{started.Step}.{started.Change}",
            ChangeEnded ended => $"{ended.Step}.{ended.Change}.{ended.Status}",
            GateOpened opened => opened.Step,
            GateAnswered answered => answered.Step,
            UndoStarted started => $"{started.Step}.{started.Change}",
            UndoEnded ended => $"{ended.Step}.{ended.Change}",
            RunEnded ended => ended.Status.ToString(),
            RunResumed => $"{before!.Resumes + 1}",
            _ => string.Empty,
        };
        return $"{run}{happened.GetType().Name} {what}".TrimEnd();
    }
}
