using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks.State;

/// <summary>Where one step stands: a fold of its events.</summary>
public sealed record StepState
{
    /// <summary>What the step is.</summary>
    public required StepHeader Step { get; init; }

    /// <summary>Where it stands.</summary>
    public StepStatus Status { get; init; }

    /// <summary>The newest attempt, from 1 on; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>The attempts since the run was started or last resumed; retries count by it.</summary>
    public int AttemptsSinceResume { get; init; }

    /// <summary>When the next attempt begins.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The newest attempt's inputs.</summary>
    public JsonMap? Inputs { get; init; }

    /// <summary>Whether the newest attempt's changes are known.</summary>
    public bool Planned { get; init; }

    /// <summary>The changes of all attempts that still count, in order.</summary>
    public ImmutableList<ChangeResult> Changes { get; init; } = [];

    /// <summary>The undoing of changes, by the change's id.</summary>
    public ImmutableDictionary<string, UndoState> Undos { get; init; } = ImmutableDictionary<string, UndoState>.Empty;

    /// <summary>What the plan found that needs no change.</summary>
    public IReadOnlyList<PlanNote> Notes { get; init; } = [];

    /// <summary>What people answered while the gate is or was open.</summary>
    public ImmutableList<GateAnswered> Answers { get; init; } = [];

    /// <summary>The gate, while the step waits or has waited.</summary>
    public GateOpened? Gate { get; init; }

    /// <summary>When the gate was opened.</summary>
    public DateTimeOffset? GateOpenedAt { get; init; }

    /// <summary>The output: a <see cref="JsonMap"/>, or what else JSON can be as plain values.</summary>
    public object? Output => PlainValue.Of(OutputNode);

    /// <summary>Why it failed.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Why it was skipped.</summary>
    public string? SkipReason { get; init; }

    /// <summary>Whether somebody decided to go on without it; for the steps that need it this is as good as success.</summary>
    public bool Waived { get; init; }

    /// <summary>What somebody decided when it had failed.</summary>
    public FailureDecided? Decision { get; init; }

    /// <summary>The targets, where it works on many.</summary>
    public ImmutableList<TargetState> Targets { get; init; } = [];

    /// <summary>How many runs its targets have had, over all attempts; the next one gets the next number.</summary>
    public int TargetRuns { get; init; }

    /// <summary>Whether somebody went on from here or before, so that also targets that have succeeded are done again.</summary>
    public bool TargetsAgain { get; init; }

    /// <summary>When people were last reminded of the gate.</summary>
    public DateTimeOffset? RemindedAt { get; init; }

    /// <summary>When the newest attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether nothing more happens to it.</summary>
    public bool Ended => Status is StepStatus.Succeeded or StepStatus.Failed or StepStatus.Skipped;

    internal JsonNode? OutputNode { get; init; }

    /// <summary>Whether the steps that need its success may begin.</summary>
    public bool Satisfied => Status == StepStatus.Succeeded || Waived;

    /// <summary>Gives the output as JSON: the record's own, so clone it before you change it or put it elsewhere.</summary>
    public JsonNode? OutputAsJson() => OutputNode;
}
