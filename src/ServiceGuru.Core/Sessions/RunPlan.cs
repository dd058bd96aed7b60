using ServiceGuru.Operations;

namespace ServiceGuru.Sessions;

/// <summary>What a whole run would do now: made by reading only.</summary>
/// <param name="Runbook">The runbook's name.</param>
/// <param name="Service">The service's name.</param>
/// <param name="Steps">The steps in order.</param>
public sealed record RunPlan(string Runbook, string Service, IReadOnlyList<StepPlan> Steps)
{
    /// <summary>Why a run would be refused now, whatever its steps: a freeze, or a closed window; else null.</summary>
    public Failure? Calendar { get; init; }

    /// <summary>Gets a value indicating whether a run would not be refused, and no step would fail now.</summary>
    public bool CanRun => Calendar is null && Steps.All(step => step.Failure is null);
}
