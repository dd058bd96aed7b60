using ServiceGuru.Host.Console.Runs;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>A run in the list.</summary>
internal sealed record RunListItem
{
    public required string Id { get; init; }

    public string? Runbook { get; init; }

    public string? Service { get; init; }

    /// <summary>As <see cref="LiveStatus"/> has it; <c>unreadable</c> where its record is damaged.</summary>
    public required string Status { get; init; }

    public string? By { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many steps it has.</summary>
    public int Steps { get; init; }

    /// <summary>How many of them have come to an end.</summary>
    public int StepsEnded { get; init; }

    /// <summary>The steps that wait for a person: open gates and undecided failures.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>The step at which it failed, and why.</summary>
    public string? FailedAt { get; init; }

    public static RunListItem Of(RunState run, bool held) => new()
    {
        Id = run.Id,
        Runbook = run.Created.Runbook,
        Service = run.Created.Service,
        Status = LiveStatus.Of(run, held),
        By = run.Created.By,
        StartedAt = run.StartedAt,
        EndedAt = run.EndedAt,
        Steps = run.Steps.Count,
        StepsEnded = run.Steps.Count(step => step.Ended),
        WaitsFor = LiveStatus.WaitsFor(run),
        FailedAt = RunRow.Of(run, held).FailedAt,
    };

    public static RunListItem Unreadable(string id, Failure failure) => new() { Id = id, Status = "unreadable", FailedAt = failure.Message };
}
