using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>What a step plans to change, or has planned: as the record has it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Planned">Whether its changes are known.</param>
/// <param name="Changes">The changes and what became of them.</param>
/// <param name="Notes">What needs no change.</param>
internal sealed record PlannedStep(string Step, string Title, bool Planned, IReadOnlyList<ChangeResult> Changes, IReadOnlyList<PlanNote> Notes)
{
    public static PlannedStep Of(StepState step) => new(step.Step.Id, step.Step.Title, step.Planned, step.Changes, step.Notes);
}
