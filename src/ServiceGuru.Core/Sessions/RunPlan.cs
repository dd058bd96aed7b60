namespace ServiceGuru.Sessions;

/// <summary>What a whole run would do now: made by reading only.</summary>
/// <param name="Runbook">The runbook's name.</param>
/// <param name="Service">The service's name.</param>
/// <param name="Steps">The steps in order.</param>
public sealed record RunPlan(string Runbook, string Service, IReadOnlyList<StepPlan> Steps)
{
    /// <summary>Gets a value indicating whether no step would fail now.</summary>
    public bool CanRun => Steps.All(step => step.Failure is null);
}
