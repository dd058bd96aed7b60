using ServiceGuru.Operations;
using ServiceGuru.Reports;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>One step of a run as of one moment.</summary>
internal sealed record StepSnapshot
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Uses { get; init; }

    public required IReadOnlyList<string> Needs { get; init; }

    public StepCondition When { get; init; }

    public UndoPolicy Undo { get; init; }

    public StepStatus Status { get; init; }

    public int Attempt { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What came of it, in one line.</summary>
    public string? Result { get; init; }

    public string? SkipReason { get; init; }

    /// <summary>Whether its changes are known.</summary>
    public bool Planned { get; init; }

    public required IReadOnlyList<ChangeResult> Changes { get; init; }

    public required IReadOnlyList<PlanNote> Notes { get; init; }

    public required IReadOnlyDictionary<string, UndoState> Undos { get; init; }

    public GateOpened? Gate { get; init; }

    public required IReadOnlyList<GateAnswered> Answers { get; init; }

    public Failure? Failure { get; init; }

    public FailureDecided? Decision { get; init; }

    /// <summary>How many targets it has and how they are, where it works on many.</summary>
    public TargetCounts? Targets { get; init; }

    public static StepSnapshot Of(RunState run, StepState step) => new()
    {
        Id = step.Step.Id,
        Title = step.Step.Title,
        Uses = step.Step.Uses,
        Needs = step.Step.Needs,
        When = step.Step.When,
        Undo = step.Step.Undo,
        Status = step.Status,
        Attempt = step.Attempt,
        RetryAt = step.RetryAt,
        StartedAt = step.StartedAt,
        EndedAt = step.EndedAt,
        Result = step.Ended ? StepResult.Of(run, step.Step.Id) : null,
        SkipReason = step.SkipReason,
        Planned = step.Planned,
        Changes = step.Changes,
        Notes = step.Notes,
        Undos = step.Undos,
        Gate = step.Gate,
        Answers = step.Answers,
        Failure = step.Failure,
        Decision = step.Decision,
        Targets = step.Targets.Count == 0 ? null : TargetCounts.Of(step.Targets),
    };
}
