using System.Collections.Immutable;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks.State;

/// <summary>The part of the transition table that concerns one step.</summary>
internal static class StepTransitions
{
    public static StepState Start(StepState step, StepStarted started, DateTimeOffset time) => step with
    {
        Status = StepStatus.Running,
        Attempt = started.Attempt,
        AttemptsSinceResume = step.AttemptsSinceResume + 1,
        Inputs = started.Inputs,
        Planned = false,
        RetryAt = null,
        Gate = null,
        GateOpenedAt = null,
        Answers = [],
        StartedAt = time,
        EndedAt = null,
        Failure = null,
        SkipReason = null,
        Waived = false,
        Decision = null,
        RemindedAt = null,
        Targets = [.. step.Targets.Select(target => target.Status == StepStatus.Succeeded ? target : target with { Status = StepStatus.Pending, Undone = false, Failure = null, EndedAt = null })],
    };

    // What earlier attempts applied still counts: the step's output tells of all of it.
    public static StepState Plan(StepState step, StepPlanned planned) => step with
    {
        Planned = true,
        Notes = planned.Notes,
        Changes =
        [
            .. step.Changes.Where(result => result.Status == ChangeStatus.Applied),
            .. planned.Changes.Select(change => new ChangeResult { Change = change, Status = ChangeStatus.Planned }),
        ],
    };

    public static StepState Fail(StepState step, StepFailed failed, DateTimeOffset time) => step with
    {
        Status = failed.RetryAt is not null ? StepStatus.Pending : failed.Asks ? StepStatus.Undecided : StepStatus.Failed,
        Failure = failed.Failure,
        OutputNode = failed.Output,
        RetryAt = failed.RetryAt,
        EndedAt = failed.RetryAt is null && !failed.Asks ? time : null,
    };

    // A step that is left is as good as done for those that need it; its failure stays to be read.
    public static StepState Decide(StepState step, FailureDecided decided, DateTimeOffset time) => decided.Choice switch
    {
        FailureChoice.Retry => step with { Status = StepStatus.Pending, AttemptsSinceResume = 0, Decision = decided, EndedAt = null },
        FailureChoice.Skip => step with { Status = StepStatus.Skipped, Waived = true, SkipReason = $"{decided.By}: {decided.Reason}", Decision = decided, EndedAt = time },
        _ => step with { Status = StepStatus.Failed, Decision = decided, EndedAt = time },
    };

    // The targets of an earlier attempt that have succeeded stay as they are.
    public static StepState PlanTargets(StepState step, TargetsPlanned planned) => step with
    {
        Planned = true,
        Targets =
        [
            .. planned.Targets.Select(target => step.Targets.Find(known => known.Target.RunId == target.RunId) is { Status: StepStatus.Succeeded } done && !step.TargetsAgain
                ? done
                : new TargetState(target)),
        ],
        TargetsAgain = false,
        TargetRuns = Math.Max(step.TargetRuns, planned.Targets.Count == 0 ? 0 : planned.Targets.Max(target => RunIds.IndexOf(target.RunId))),
    };

    public static StepState EndTarget(StepState step, TargetEnded ended, LedgerRecord record)
    {
        int index = step.Targets.FindIndex(target => target.Target.Name == ended.Target);
        if (index < 0 || step.Targets[index].Status != StepStatus.Pending)
        {
            throw new InvalidTransitionException(index < 0
                ? $"Step '{step.Step.Id}' has no target '{ended.Target}'."
                : $"Target '{ended.Target}' of step '{step.Step.Id}' has ended already; the record does not fit.");
        }

        return step with
        {
            Targets = step.Targets.SetItem(index, step.Targets[index] with { Status = ended.Status, OutputNode = ended.Output, Failure = ended.Failure, EndedAt = record.Time, EndedIn = record.Sequence }),
        };
    }

    public static StepState UndoTarget(StepState step, TargetUndone undone) => step.Targets.FindIndex(target => target.Target.Name == undone.Target) is var index and >= 0
        ? step with { Targets = step.Targets.SetItem(index, step.Targets[index] with { Status = StepStatus.Pending, Undone = true, OutputNode = null }) }
        : throw new InvalidTransitionException($"Step '{step.Step.Id}' has no target '{undone.Target}'.");

    // What failed, and what was skipped because of it, is tried again. So is what an undo has taken back, and what
    // runs at the end in any case: its occasion comes again. What it has changed still counts for an undo.
    public static StepState Resume(StepState step, bool decided)
    {
        bool closing = !decided && step.Status == StepStatus.Succeeded && step.Step.When != StepCondition.Success;
        bool undone = step.Status == StepStatus.Succeeded && (step.Changes.Exists(result => result.Status == ChangeStatus.Undone) || step.Targets.Exists(target => target.Undone));
        if (closing || undone || step.Status is StepStatus.Failed or StepStatus.Undecided || step is { Status: StepStatus.Skipped, Waived: false })
        {
            return step with
            {
                Status = StepStatus.Pending,
                RetryAt = null,
                AttemptsSinceResume = 0,
                EndedAt = null,

                Undos = Forget(step.Undos, undo => undo.Ended),
            };
        }

        return step with { AttemptsSinceResume = step.Status == StepStatus.Running ? 1 : 0 };
    }

    // An undo that did not succeed is tried again.
    public static StepState ForgetFailedUndos(StepState step) => step.Undos.Any(entry => entry.Value.Failure is not null)
        ? step with { Undos = Forget(step.Undos, undo => undo.Failure is not null) }
        : step;

    // One that may have happened stays begun, so that it is looked at before it is done.
    private static ImmutableDictionary<string, UndoState> Forget(ImmutableDictionary<string, UndoState> undos, Func<UndoState, bool> which)
    {
        foreach ((string change, UndoState undo) in undos.Where(entry => which(entry.Value)).ToList())
        {
            undos = undo.Failure?.Kind == FailureKind.UnknownOutcome
                ? undos.SetItem(change, undo with { Ended = false, Failure = null })
                : undos.Remove(change);
        }

        return undos;
    }

    // An open gate is opened anew, and what was answered so far counts no more.
    public static StepState Reopen(StepState step) => step.Status != StepStatus.Waiting ? step : step with { Status = StepStatus.Pending, Gate = null, GateOpenedAt = null, Answers = [], RemindedAt = null };

    public static StepState StartChange(StepState step, ChangeStarted started) =>
        Update(step, started.Change, [ChangeStatus.Planned], result => result with { Status = ChangeStatus.Started, Place = started.Place });

    public static StepState EndChange(StepState step, ChangeEnded ended, long sequence) =>
        Update(step, ended.Change, [ChangeStatus.Planned, ChangeStatus.Started, ChangeStatus.Unknown], result => result with
        {
            Status = ended.Status,
            Failure = ended.Failure,
            Values = ended.Values,
            AppliedIn = ended.Status == ChangeStatus.Applied ? sequence : null,
        });

    public static StepState EndUndo(StepState step, UndoEnded ended)
    {
        if (!step.Undos.TryGetValue(ended.Change, out UndoState? undo))
        {
            throw new InvalidTransitionException($"The undo of change {ended.Change} of step '{step.Step.Id}' ended and never began.");
        }

        StepState next = step with { Undos = step.Undos.SetItem(ended.Change, undo with { Ended = true, Failure = ended.Failure }) };
        return ended.Failure is not null
            ? next
            : Update(next, ended.Change, [ChangeStatus.Applied], result => result with { Status = ChangeStatus.Undone });
    }

    private static StepState Update(StepState step, string id, ImmutableArray<ChangeStatus> allowed, Func<ChangeResult, ChangeResult> change)
    {
        int index = step.Changes.FindIndex(result => result.Change.Id == id);
        if (index < 0 || !allowed.Contains(step.Changes[index].Status))
        {
            throw new InvalidTransitionException(index < 0
                ? $"Step '{step.Step.Id}' has no change {id}."
                : $"Change {id} of step '{step.Step.Id}' is {step.Changes[index].Status}; the record does not fit.");
        }

        return step with { Changes = step.Changes.SetItem(index, change(step.Changes[index])) };
    }
}
