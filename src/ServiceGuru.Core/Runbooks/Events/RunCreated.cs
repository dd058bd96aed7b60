using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Promises;

namespace ServiceGuru.Runbooks.Events;

/// <summary>A run begins.</summary>
public sealed record RunCreated : RunEvent
{
    /// <summary>The runbook's name; for a single operation its id.</summary>
    public required string Runbook { get; init; }

    /// <summary>The runbook's text, so that the run can go on when the file is gone.</summary>
    public required string RunbookText { get; init; }

    /// <summary>The text's hash; the run is pinned to it.</summary>
    public required string RunbookHash { get; init; }

    /// <summary>The runbook's file, absolute, or null for a single operation.</summary>
    public string? RunbookPath { get; init; }

    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>The service definition's file, absolute.</summary>
    public string? ServicePath { get; init; }

    /// <summary>The parameters' values.</summary>
    public JsonMap Parameters { get; init; } = new(new JsonObject());

    /// <summary>The steps in order; a reader of the ledger needs no runbook to show the run.</summary>
    public required IReadOnlyList<StepHeader> Steps { get; init; }

    /// <summary>Where files that steps make go, absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Who started it.</summary>
    public required string By { get; init; }

    /// <summary>What happens when a step has failed for good.</summary>
    public FailurePolicy OnFailure { get; init; }

    /// <summary>Why it goes although a freeze or a closed window forbids it, or null where it does not go then.</summary>
    public string? DuringFreeze { get; init; }

    /// <summary>The hash of the plan that the run must not drift from, or null where it was started without one.</summary>
    public string? PlanHash { get; init; }

    /// <summary>What that plan promised, or null.</summary>
    public PlanPromise? Promise { get; init; }

    /// <summary>The scenario that its parameters come from, or null.</summary>
    public string? Scenario { get; init; }

    /// <summary>The recorded step or the snippet that it runs alone, or null.</summary>
    public RunOrigin? Origin { get; init; }

    /// <summary>The run that it does the work of a target for, or null.</summary>
    public RunParent? Parent { get; init; }

    /// <summary>Gets a value indicating whether no other runbook may go beside it: single operations may, and so may the runs of its own targets.</summary>
    [JsonIgnore]
    public bool IsAlone => RunbookPath is not null && Parent is null;
}
