using System.Text.Json.Serialization;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>A run in a list.</summary>
internal sealed record RunRow
{
    public required string RunId { get; init; }

    public string? Runbook { get; init; }

    public string? Service { get; init; }

    /// <summary>
    /// As the ledger has it; of a run that is under way <c>paused</c>, <c>undoing</c>, <c>cancelling</c>, <c>stopping</c>,
    /// <c>undecided</c> or <c>waiting</c> (at a gate) where it is so, and <c>interrupted</c> where no process works on it.
    /// </summary>
    public required string Status { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public string? Duration { get; init; }

    public string? By { get; init; }

    /// <summary>The step at which it failed, and why.</summary>
    public string? FailedAt { get; init; }

    [JsonIgnore]
    public Tone Tone => Status switch
    {
        "succeeded" => Tone.Good,
        "failed" or "unreadable" => Tone.Bad,
        _ => Tone.Warn,
    };

    public static RunRow Of(RunState run, bool held) => new()
    {
        RunId = run.Id,
        Runbook = run.Created.Runbook,
        Service = run.Created.Service,
        Status = Name(run, held),
        StartedAt = run.StartedAt,
        Duration = Elapsed.Between(run.StartedAt, run.EndedAt ?? run.UpdatedAt),
        By = run.Created.By,
        FailedAt = run.Steps.Find(step => step.Status == StepStatus.Failed) is { } failed ? $"{failed.Step.Id}: {failed.Failure?.Id}" : null,
    };

    // What a person would want to know first.
    private static string Name(RunState run, bool held) => run.Status != RunStatus.Running ? run.Status.ToString().ToLowerInvariant()
        : !held ? "interrupted"
        : run.Paused is not null ? "paused"
        : run.Undoing is not null ? "undoing"
        : run.GivenUp ? "cancelling"
        : run.Halted is not null ? "stopping"
        : run.Steps.Exists(step => step.Status == StepStatus.Undecided) ? "undecided"
        : run.Steps.Exists(step => step.Status == StepStatus.Waiting) ? "waiting"
        : "running";

    public static RunRow Unreadable(string id, Failure failure) => new() { RunId = id, Status = "unreadable", FailedAt = failure.Message };
}
