using System.Text.Json.Nodes;
using ServiceGuru.Approvals;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Services;

namespace ServiceGuru.Sessions;

/// <summary>Refuses a run whose gates nobody could open because of who starts or resumes it.</summary>
internal static class GateStarters
{
    /// <summary>Checks the gates that are still to come.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="parameters">The run's parameters.</param>
    /// <param name="service">The definition.</param>
    /// <param name="starters">Who started or resumed the run, and who is about to.</param>
    /// <param name="done">Tells which steps have ended well.</param>
    /// <exception cref="GuruException"><c>StarterUnknown</c>, <c>GateOutOfReach</c>.</exception>
    public static void Check(Runbook runbook, JsonObject parameters, ServiceDefinition service, IReadOnlyCollection<string> starters, Func<string, bool> done)
    {
        foreach (RunbookStep step in runbook.Steps.Where(step => step.Operation.Id == ApprovalGate.OperationId && !done(step.Id)))
        {
            List<string> missing = [];
            JsonObject inputs = StepInputs.Resolve(step.With, parameters, _ => null, missing);
            GateRequest gate;
            try
            {
                gate = (GateRequest)StepInputs.Bind(step.Operation, inputs);
            }
            catch (GuruException) when (missing.Count > 0)
            {
                // Only the run itself will show the rest of these inputs; the gate is checked when it opens.
                continue;
            }

            GateRules.CheckStarters(step.Id, gate, service, starters);
        }
    }
}
