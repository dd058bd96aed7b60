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

    /// <summary>How often it was resumed.</summary>
    public int Resumes { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its newest event happened.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended, or null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Finds a step.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The step's state.</returns>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public StepState Step(string id) => Steps.Find(step => step.Step.Id == id) ?? throw new KeyNotFoundException($"Run {Id} has no step '{id}'.");
}
