using System.Collections.Frozen;
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
            Positions = PositionsOf(created.Steps),
            Starters = [created.By],
            DuringFreeze = created.DuringFreeze,
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
            RunResumed resumed => Resume(state, resumed),
            RunMigrated migrated => Migrate(state, migrated),
            RunPaused paused => WhileRunning(state) with { Paused = paused },
            RunContinued => WhileRunning(state) with { Paused = null },
            RunHalted halted => Halt(WhileRunning(state), halted),
            RunEnded ended => End(state, ended, record.Time),
            UndoRequested undo => Undo(state, undo),
            StepStarted started => On(state, started.Step, [StepStatus.Pending], step => StepTransitions.Start(step, started, record.Time)),
            StepPlanned planned => On(state, planned.Step, [StepStatus.Running], step => StepTransitions.Plan(step, planned)),
            StepSucceeded succeeded => On(state, succeeded.Step, [StepStatus.Running, StepStatus.Waiting], step => step with
            {
                Status = StepStatus.Succeeded, OutputNode = succeeded.Output, Failure = null, EndedAt = record.Time,
            }),
            StepFailed failed => On(state, failed.Step, [StepStatus.Running, StepStatus.Waiting], step => StepTransitions.Fail(step, failed, record.Time)),
            StepSkipped skipped => On(state, skipped.Step, [StepStatus.Pending, StepStatus.Waiting], step => step with
            {
                Status = StepStatus.Skipped, SkipReason = skipped.Reason, EndedAt = record.Time,
            }),
            FailureDecided decided => On(state, decided.Step, [StepStatus.Undecided], step => StepTransitions.Decide(step, decided, record.Time)),
            TargetsPlanned planned => On(state, planned.Step, [StepStatus.Running], step => StepTransitions.PlanTargets(step, planned)),
            TargetEnded ended => On(state, ended.Step, [StepStatus.Running], step => StepTransitions.EndTarget(step, ended, record)),
            TargetUndone undone => On(state, undone.Step, Any, step => StepTransitions.UndoTarget(step, undone)),
            GateReminded reminded => On(state, reminded.Step, [StepStatus.Waiting], step => step with { RemindedAt = record.Time }),
            ChangeStarted started => On(state, started.Step, [StepStatus.Running], step => StepTransitions.StartChange(step, started)),
            ChangeEnded ended => On(state, ended.Step, state.Undoing is null ? [StepStatus.Running] : Any, step => StepTransitions.EndChange(step, ended, record.Sequence)),
            GateOpened opened => On(state, opened.Step, [StepStatus.Running], step => step with { Status = StepStatus.Waiting, Gate = opened, GateOpenedAt = record.Time, Answers = [], RemindedAt = null }),
            GateAnswered answered => On(state, answered.Step, [StepStatus.Running, StepStatus.Waiting], step => step with { Answers = step.Answers.Add(answered) }),
            GateAnswerTakenBack back => On(state, back.Step, [StepStatus.Waiting], step => step with { Answers = step.Answers.RemoveAll(answer => answer.Key == back.Key) }),
            UndoStarted started => On(state, started.Step, Any, step => step with { Undos = step.Undos.SetItem(started.Change, new UndoState(started.Revert, false, null)) }),
            UndoEnded ended => On(state, ended.Step, Any, step => StepTransitions.EndUndo(step, ended)),
            _ => throw new InvalidTransitionException($"Run {state.Id} knows no event {record.Event.GetType().Name}."),
        };
        return next with { Sequence = record.Sequence, UpdatedAt = record.Time };
    }

    private static ImmutableArray<StepStatus> Any { get; } = [.. Enum.GetValues<StepStatus>()];

    // Who gives a run up is not outdone by who stops it.
    private static RunState Halt(RunState state, RunHalted halted) => state with
    {
        Halted = state.Halted is { Cancelled: true } ? state.Halted : halted,
        Paused = null,
    };

    // An undo that was stopped or left something is still what the run is about; a resume goes on with it.
    private static RunState End(RunState state, RunEnded ended, DateTimeOffset time) => state with
    {
        Status = ended.Status,
        Failure = ended.Failure,
        EndedAt = time,
        Paused = null,
        Undoing = ended.Status is RunStatus.Stopped or RunStatus.Failed ? state.Undoing : null,
        Halted = ended.Status is RunStatus.Stopped or RunStatus.Cancelled ? state.Halted : null,
    };

    // A resumed run tries again what failed and what was skipped because of it; what succeeded stays as it is, unless
    // somebody says from where to go on. An undo that was cut off goes on as an undo, and giving up as giving up.
    private static RunState Resume(RunState state, RunResumed resumed)
    {
        if (resumed.From is null && state.Status is RunStatus.Succeeded or RunStatus.Cancelled or RunStatus.Undone)
        {
            throw new InvalidTransitionException($"Run {state.Id} is {state.Status} and goes on only from a step that somebody chooses.");
        }

        RunState next = state with
        {
            Status = RunStatus.Running,
            Failure = null,
            EndedAt = null,
            Paused = null,
            Resumes = state.Resumes + 1,
            Starters = state.Starters.Add(resumed.By), DuringFreeze = resumed.DuringFreeze,
            Created = resumed.OnFailure is { } policy ? state.Created with { OnFailure = policy } : state.Created,
            Steps = [.. state.Steps.Select(StepTransitions.ForgetFailedUndos)],
        };
        if (resumed.Approves && state.Created.Parent is { } parent)
        {
            next = next with { Created = next.Created with { Parent = parent with { Approved = true } } };
        }

        if (resumed.From is null && state.GoesBack)
        {
            return next;
        }

        next = next with { Halted = null, Undoing = null };
        if (state.Status != RunStatus.Running || state.Halted is not null)
        {
            // Somebody ended the run while a gate was open. What was asked then may look different now: it is asked anew.
            next = next with { Steps = [.. next.Steps.Select(StepTransitions.Reopen)] };
        }

        next = next with { Steps = [.. next.Steps.Select(step => StepTransitions.Resume(step, Decided(next, step)))] };
        return resumed.From is null ? next : next with { Steps = RunRestart.From(next, resumed) };
    }

    private static RunState Migrate(RunState state, RunMigrated migrated)
    {
        StepState? lost = state.Steps.Find(step => step.Attempt > 0 && !migrated.Steps.Any(header => header.Id == step.Step.Id && header.Uses == step.Step.Uses));
        return lost is not null
            ? throw new InvalidTransitionException($"Run {state.Id} can't follow a runbook that lacks its step '{lost.Step.Id}' ({lost.Step.Uses}), which has begun.")
            : state with
            {
                Created = state.Created with { RunbookText = migrated.RunbookText, RunbookHash = migrated.RunbookHash, Parameters = migrated.Parameters, Steps = migrated.Steps },
                Steps = [.. migrated.Steps.Select(header => state.PositionOf(header.Id) is var position and >= 0 ? StepTransitions.Reopen(state.Steps[position]) with { Step = header } : new StepState { Step = header })],
                Positions = PositionsOf(migrated.Steps),
            };
    }

    // What could not be undone before is tried again.
    private static RunState Undo(RunState state, UndoRequested undo) => state with
    {
        Status = RunStatus.Running,
        Undoing = undo,
        Failure = null,
        EndedAt = null,
        Paused = null,
        Halted = null,
        Steps = [.. state.Steps.Select(step => undo.Steps.Contains(step.Step.Id) ? StepTransitions.ForgetFailedUndos(step) : step)],
    };

    private static RunState WhileRunning(RunState state) => state.Status == RunStatus.Running
        ? state
        : throw new InvalidTransitionException($"Run {state.Id} is {state.Status}; the record does not fit.");

    private static FrozenDictionary<string, int> PositionsOf(IReadOnlyList<StepHeader> steps) =>
        steps.Select((step, position) => (step.Id, position)).ToFrozenDictionary(entry => entry.Id, entry => entry.position, StringComparer.Ordinal);

    // A decision about a failure that was carried out stands: who was asked again could only say yes to what is done.
    private static bool Decided(RunState state, StepState step)
    {
        if (step is not { Status: StepStatus.Succeeded, Gate: not null, Step.When: StepCondition.Failure })
        {
            return false;
        }

        List<StepState> followers = [.. state.Steps.Where(other => other.Step.Needs.Contains(step.Step.Id) && other.Step.When == StepCondition.Success)];
        return followers.Count > 0 && followers.TrueForAll(other => other.Status == StepStatus.Succeeded);
    }

    private static RunState On(RunState state, string id, ImmutableArray<StepStatus> allowed, Func<StepState, StepState> change)
    {
        int index = state.PositionOf(id);
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
