using System.Collections.Immutable;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks.State;

/// <summary>Where a run stands: the fold of its ledger.</summary>
public sealed record RunState
{
    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>How it began.</summary>
    public required RunCreated Created { get; init; }

    /// <summary>The ledger's newest sequence.</summary>
    public long Sequence { get; init; }

    /// <summary>Where it stands.</summary>
    public RunStatus Status { get; init; }

    /// <summary>The steps in order.</summary>
    public required ImmutableList<StepState> Steps { get; init; }

    /// <summary>Why it failed.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Who started or resumed it, as the ledger has them, in order.</summary>
    public ImmutableList<string> Starters { get; init; } = [];

    /// <summary>Why it goes, since it was started or last resumed, although a freeze or a closed window forbids it, or null where it does not go then.</summary>
    public string? DuringFreeze { get; init; }

    /// <summary>How often it was resumed.</summary>
    public int Resumes { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its newest event happened.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended, or null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who paused it, while it is paused.</summary>
    public RunPaused? Paused { get; init; }

    /// <summary>Who stopped or cancelled it; of a run that has ended otherwise, null.</summary>
    public RunHalted? Halted { get; init; }

    /// <summary>Who undoes it, from then until nothing is left to be undone.</summary>
    public UndoRequested? Undoing { get; init; }

    /// <summary>The decision about a failed step by which the whole run is undone, or null.</summary>
    public FailureDecided? UndoDecision => Steps.Find(step => step is { Status: StepStatus.Failed, Decision.Choice: FailureChoice.Undo })?.Decision;

    /// <summary>Whether it was given up: what is left of it is to clean up behind itself.</summary>
    public bool GivenUp => Halted is { Cancelled: true } || UndoDecision is not null;

    /// <summary>Whether a resume goes on with undoing or giving up, and not with the steps.</summary>
    public bool GoesBack => Undoing is not null || (Status is RunStatus.Running or RunStatus.Stopped && GivenUp);

    /// <summary>The hash of the runbook's text that it follows now: pinned at the start, changed only by a migration.</summary>
    public string RunbookHash => Created.RunbookHash;

    /// <summary>The positions of the steps by id; looked up for every record, so that a run of many steps stays fast.</summary>
    internal IReadOnlyDictionary<string, int>? Positions { get; init; }

    /// <summary>Finds a step.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The step's state.</returns>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public StepState Step(string id) => PositionOf(id) is var position and >= 0 ? Steps[position] : throw new KeyNotFoundException($"Run {Id} has no step '{id}'.");

    /// <summary>Finds a step's position, or -1.</summary>
    internal int PositionOf(string id) => Positions is null ? Steps.FindIndex(step => step.Step.Id == id) : Positions.GetValueOrDefault(id, -1);
}
