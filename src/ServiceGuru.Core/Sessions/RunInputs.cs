using System.Text.Json.Nodes;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Services;

namespace ServiceGuru.Sessions;

/// <summary>Checks what a run is given against the definition, so that a mistyped name is told before anybody is asked or anything is done.</summary>
internal static class RunInputs
{
    /// <summary>Checks every step as far as its inputs are known before the run.</summary>
    /// <exception cref="GuruException">Something is wrong; all of it is told.</exception>
    public static void Check(Runbook runbook, JsonObject parameters, ServiceDefinition service)
    {
        Dictionary<string, Failure> failures = [];
        foreach (RunbookStep step in runbook.Steps)
        {
            List<string> missing = [];
            try
            {
                foreach (JsonObject inputs in Of(step, parameters, missing))
                {
                    step.Operation.Check(StepInputs.Bind(step.Operation, inputs), service);
                }
            }
            catch (GuruException error) when (error.Failure.Id == "InvalidInput" && missing.Count > 0)
            {
                // Only the run itself will show the rest of these inputs.
            }
            catch (GuruException error)
            {
                failures.TryAdd(error.Failure.Message, error.Failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new GuruException(failures.Count == 1 ? failures.Values.Single() : new Failure
            {
                Id = "InvalidInput",
                Kind = FailureKind.Usage,
                Message = $"{failures.Count} inputs of {runbook.Name} name what {service.Name} does not have.",
                Target = runbook.Name,
                Details = [.. failures.Values],
                NextAction = "Correct them; nothing was started.",
            });
        }
    }

    /// <summary>Gives the inputs of a step as far as they are known before the run: of each target, where it has some.</summary>
    /// <exception cref="GuruException">Its list of targets is none (<c>InvalidTargets</c>).</exception>
    public static IReadOnlyList<JsonObject> Of(RunbookStep step, JsonObject parameters, ICollection<string> missing) => step.ForEach is null
        ? [StepInputs.Resolve(step.With, parameters, _ => null, missing)]
        : [.. (TargetList.Resolve(step, parameters, _ => null, missing) ?? []).Select(target => target.Inputs)];
}
