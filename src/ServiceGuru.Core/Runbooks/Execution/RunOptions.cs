using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Promises;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>What a caller decides about a run.</summary>
public sealed record RunOptions
{
    /// <summary>The parameters' values as texts, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Who starts it, as the ledger shall have it.</summary>
    public required string By { get; init; }

    /// <summary>Where files that steps make go, absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>What happens when a step has failed for good.</summary>
    public FailurePolicy OnFailure { get; init; }

    /// <summary>Why it goes although a freeze or a closed window forbids it, or null where it does not go then.</summary>
    public string? DuringFreeze { get; init; }

    /// <summary>The scenario whose parameters hold where <see cref="Parameters"/> has none; null for none.</summary>
    public RunbookScenario? Scenario { get; init; }

    /// <summary>The plan that the run must not drift from; null for none.</summary>
    public PlannedRun? Plan { get; init; }

    /// <summary>The recorded step or the snippet that is run alone; null where it is neither.</summary>
    public RunOrigin? Origin { get; init; }
}
