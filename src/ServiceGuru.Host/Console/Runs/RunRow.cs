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

    /// <summary>As the ledger has it; <c>interrupted</c> where it is under way and no process works on it.</summary>
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
        Status = run.Status == RunStatus.Running && !held ? "interrupted" : run.Status.ToString().ToLowerInvariant(),
        StartedAt = run.StartedAt,
        Duration = Elapsed.Between(run.StartedAt, run.EndedAt ?? run.UpdatedAt),
        By = run.Created.By,
        FailedAt = run.Steps.Find(step => step.Status == StepStatus.Failed) is { } failed ? $"{failed.Step.Id}: {failed.Failure?.Id}" : null,
    };

    public static RunRow Unreadable(string id, Failure failure) => new() { RunId = id, Status = "unreadable", FailedAt = failure.Message };
}
