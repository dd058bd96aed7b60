using System.Text.Json.Serialization;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Promises;

namespace ServiceGuru.Sessions;

/// <summary>What a step of a run would do.</summary>
public sealed record StepPlan
{
    private readonly StepPromise? _promise;

    /// <summary>The step's id.</summary>
    public required string Step { get; init; }

    /// <summary>What it is for.</summary>
    public required string Title { get; init; }

    /// <summary>Its operation.</summary>
    public required string Uses { get; init; }

    /// <summary>The plan, or null where it can't be made yet.</summary>
    public Plan? Plan { get; init; }

    /// <summary>What the plan depends on that only the run itself will show; null where the plan is complete.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>Whether it runs only where a step before it has failed; then nothing is planned for it.</summary>
    public bool OnlyAfterFailure { get; init; }

    /// <summary>Why the step would fail now.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Why the plan promises nothing of it; null where it does.</summary>
    public PromiseGap? Gap => Promise.Gap;

    /// <summary>What the plan promises of it.</summary>
    [JsonIgnore]
    public StepPromise Promise
    {
        get => _promise ?? new StepPromise { Step = Step, Uses = Uses, Gap = PromiseGap.WaitsForRun };
        init => _promise = value;
    }
}
