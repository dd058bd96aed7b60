using System.Collections.Immutable;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks.State;

/// <summary>The transition table: (state, event) to state. Pure; the executor and every reader share it.</summary>
public static class RunTransitions
{
    /// <summary>Folds a ledger.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="records">Its records in order, at least one.</param>
    /// <returns>The state.</returns>
    /// <exception cref="InvalidTransitionException">A record does not fit.</exception>
    public static RunState Fold(string runId, IEnumerable<LedgerRecord> records)
    {
        RunState? state = null;
        foreach (LedgerRecord record in records)
        {
            state = state is null ? Begin(runId, record) : Apply(state, record);
        }

        return state ?? throw new InvalidTransitionException($"Run {runId} has no records.");
    }

    /// <summary>Makes the state after the first record.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="record">The first record.</param>
    /// <returns>The state.</returns>
    public static RunState Begin(string runId, LedgerRecord record) => record.Event is RunCreated created
        ? new RunState
        {
            Id = runId,
            Created = created,
            Sequence = record.Sequence,
            Steps = [.. created.Steps.Select(step => new StepState { Step = step })],
            StartedAt = record.Time,
            UpdatedAt = record.Time,
        }
        : throw new InvalidTransitionException($"Run {runId} does not begin with run-created.");

    /// <summary>Applies one record.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="record">The next record.</param>
    /// <returns>The state after.</returns>
    public static RunState Apply(RunState state, LedgerRecord record)
    {
        if (record.Sequence != state.Sequence + 1)
        {
            throw new InvalidTransitionException($"Record {record.Sequence} of run {state.Id} follows record {state.Sequence}.");
        }

        RunState next = record.Event switch
        {
            RunResumed => Resume(state),
            RunEnded ended => state with { Status = ended.Status, Failure = ended.Failure, EndedAt = record.Time },
            StepStarted started => On(state, started.Step, [StepStatus.Pending], step => StepTransitions.Start(step, started, record.Time)),
            StepPlanned planned => On(state, planned.Step, [StepStatus.Running], step => StepTransitions.Plan(step, planned)),
            StepSucceeded succeeded => On(state, succeeded.Step, [StepStatus.Running, StepStatus.Waiting], step => step with
            {
                Status = StepStatus.Succeeded, Output = succeeded.Output, Failure = null, EndedAt = record.Time,
            }),
            StepFailed failed => On(state, failed.Step, [StepStatus.Running, StepStatus.Waiting], step => StepTransitions.Fail(step, failed, record.Time)),
            StepSkipped skipped => On(state, skipped.Step, [StepStatus.Pending, StepStatus.Waiting], step => step with
            {
                Status = StepStatus.Skipped, SkipReason = skipped.Reason, EndedAt = record.Time,
            }),
            ChangeStarted started => On(state, started.Step, [StepStatus.Running], step => StepTransitions.StartChange(step, started.Change)),
            ChangeEnded ended => On(state, ended.Step, [StepStatus.Running], step => StepTransitions.EndChange(step, ended)),
            GateOpened opened => On(state, opened.Step, [StepStatus.Running], step => step with { Status = StepStatus.Waiting, Gate = opened, Answers = [] }),
            GateAnswered answered => On(state, answered.Step, [StepStatus.Running, StepStatus.Waiting], step => step with { Answers = step.Answers.Add(answered) }),
            UndoStarted started => On(state, started.Step, Any, step => step with { Undos = step.Undos.SetItem(started.Change, new UndoState(started.Revert, false, null)) }),
            UndoEnded ended => On(state, ended.Step, Any, step => StepTransitions.EndUndo(step, ended)),
            _ => throw new InvalidTransitionException($"Run {state.Id} knows no event {record.Event.GetType().Name}."),
        };
        return next with { Sequence = record.Sequence, UpdatedAt = record.Time };
    }

    private static ImmutableArray<StepStatus> Any { get; } = [.. Enum.GetValues<StepStatus>()];

    // A resumed run tries again what failed and what was skipped because of it; what succeeded stays as it is.
    private static RunState Resume(RunState state) => state.Status == RunStatus.Succeeded
        ? throw new InvalidTransitionException($"Run {state.Id} has succeeded and can't be resumed.")
        : state with
        {
            Status = RunStatus.Running,
            Failure = null,
            EndedAt = null,
            Resumes = state.Resumes + 1,
            Steps = [.. state.Steps.Select(step => StepTransitions.Resume(step, Decided(state, step)))],
        };

    // A decision about a failure that was carried out stands: who was asked again could only say yes to what is done.
    private static bool Decided(RunState state, StepState step)
    {
        List<StepState> followers = [.. state.Steps.Where(other => other.Step.Needs.Contains(step.Step.Id) && other.Step.When == StepCondition.Success)];
        return step is { Status: StepStatus.Succeeded, Gate: not null, Step.When: StepCondition.Failure }
            && followers.Count > 0 && followers.TrueForAll(other => other.Status == StepStatus.Succeeded);
    }

    private static RunState On(RunState state, string id, ImmutableArray<StepStatus> allowed, Func<StepState, StepState> change)
    {
        int index = state.Steps.FindIndex(step => step.Step.Id == id);
        if (index < 0)
        {
            throw new InvalidTransitionException($"Run {state.Id} has no step '{id}'.");
        }

        StepState step = state.Steps[index];
        if (state.Status != RunStatus.Running || !allowed.Contains(step.Status))
        {
            throw new InvalidTransitionException($"Step '{id}' of run {state.Id} is {step.Status} in a run that is {state.Status}; the record does not fit.");
        }

        return state with { Steps = state.Steps.SetItem(index, change(step)) };
    }
}
