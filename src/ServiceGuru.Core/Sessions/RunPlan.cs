using System.Text.Json.Nodes;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Promises;

namespace ServiceGuru.Sessions;

/// <summary>What a whole run would do now: made by reading only.</summary>
/// <param name="Runbook">The runbook's name.</param>
/// <param name="Service">The service's name.</param>
/// <param name="Steps">The steps in order.</param>
public sealed record RunPlan(string Runbook, string Service, IReadOnlyList<StepPlan> Steps)
{
    /// <summary>Why a run would be refused now, whatever its steps: a freeze, or a closed window; else null.</summary>
    public Failure? Calendar { get; init; }

    /// <summary>SHA-256 of what it promises, 64 hexadecimal digits: the same as long as the same would be done.</summary>
    public string Hash { get; private init; } = string.Empty;

    /// <summary>SHA-256 of the runbook's text.</summary>
    public string RunbookHash { get; private init; } = string.Empty;

    /// <summary>The parameters' values.</summary>
    public JsonObject Parameters { get; private init; } = [];

    /// <summary>When it was planned.</summary>
    public DateTimeOffset PlannedAt { get; private init; }

    /// <summary>Gets a value indicating whether a run would not be refused now, and no step would fail.</summary>
    public bool CanRun => Calendar is null && Steps.All(step => step.Failure is null);

    /// <summary>Gives the plan as a document that can be kept, compared and handed to a run.</summary>
    /// <returns>The document.</returns>
    public PlanDocument ToDocument() => new()
    {
        Hash = Hash,
        Runbook = Runbook,
        RunbookHash = RunbookHash,
        Service = Service,
        Parameters = (JsonObject)Parameters.DeepClone(),
        PlannedAt = PlannedAt,
        Steps = [.. Steps.Select(step => step.Promise)],
    };

    /// <summary>Completes a plan with what its hash is made of.</summary>
    internal RunPlan Of(string runbookHash, JsonObject parameters, DateTimeOffset now)
    {
        RunPlan whole = this with { RunbookHash = runbookHash, Parameters = parameters, PlannedAt = now };
        return whole with { Hash = whole.ToDocument().ComputeHash() };
    }
}
