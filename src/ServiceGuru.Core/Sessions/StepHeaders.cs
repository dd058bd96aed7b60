using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Sessions;

/// <summary>What the ledger keeps of a runbook's steps.</summary>
internal static class StepHeaders
{
    /// <summary>Gives it, in the order of the runbook.</summary>
    public static IReadOnlyList<StepHeader> Of(Runbook runbook) =>
        [.. runbook.Steps.Select(step => new StepHeader(step.Id, step.Title, step.Operation.Id, step.Needs, step.When, step.Undo))];
}
