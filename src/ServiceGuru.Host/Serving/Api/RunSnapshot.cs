using System.Text.Json.Nodes;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>One run as of one moment, without the outputs of its steps.</summary>
internal sealed record RunSnapshot
{
    public required string Id { get; init; }

    public required string Runbook { get; init; }

    public required string RunbookHash { get; init; }

    public string? PlanHash { get; init; }

    public required string Service { get; init; }

    public required string By { get; init; }

    /// <summary>Who started or resumed it.</summary>
    public required IReadOnlyList<string> Starters { get; init; }

    /// <summary>As <see cref="LiveStatus"/> has it.</summary>
    public required string Status { get; init; }

    /// <summary>Whether a process works on it now.</summary>
    public bool Held { get; init; }

    /// <summary>The newest event in it.</summary>
    public long Sequence { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The time here, so that a browser with a wrong clock shows right durations.</summary>
    public DateTimeOffset Now { get; init; }

    public int Resumes { get; init; }

    public RunPaused? Paused { get; init; }

    public RunHalted? Halted { get; init; }

    public UndoRequested? Undoing { get; init; }

    /// <summary>Whose target it is, where it is one.</summary>
    public RunParent? Parent { get; init; }

    public Failure? Failure { get; init; }

    public required JsonObject Parameters { get; init; }

    public required IReadOnlyList<string> WaitsFor { get; init; }

    public required IReadOnlyList<StepSnapshot> Steps { get; init; }

    public static RunSnapshot Of(RunState run, bool held, DateTimeOffset now) => new()
    {
        Id = run.Id,
        Runbook = run.Created.Runbook,
        RunbookHash = run.RunbookHash,
        PlanHash = run.Created.PlanHash,
        Service = run.Created.Service,
        By = run.Created.By,
        Starters = [.. run.Starters],
        Status = LiveStatus.Of(run, held),
        Held = held,
        Sequence = run.Sequence,
        StartedAt = run.StartedAt,
        UpdatedAt = run.UpdatedAt,
        EndedAt = run.EndedAt,
        Now = now,
        Resumes = run.Resumes,
        Paused = run.Paused,
        Halted = run.Halted,
        Undoing = run.Undoing,
        Parent = run.Created.Parent,
        Failure = run.Failure,
        Parameters = run.Created.Parameters,
        WaitsFor = LiveStatus.WaitsFor(run),
        Steps = [.. run.Steps.Select(step => StepSnapshot.Of(run, step))],
    };
}
