using System.Text.Json.Nodes;
using ServiceGuru.Approvals;
using ServiceGuru.Documents;
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
                    Check(step, StepInputs.Bind(step.Operation, inputs), service);
                }
            }
            catch (GuruException error) when (error.Failure.Id == "InvalidInput" && missing.Count > 0)
            {
                // Only the run itself will show the rest of these inputs.
            }
            catch (GuruException error)
            {
                failures.TryAdd(error.Failure.Message, Placed(step, error.Failure));
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

    private static void Check(RunbookStep step, object request, ServiceDefinition service)
    {
        List<InputMistake> mistakes = [.. step.Operation.Mistakes(request, service)];
        if (mistakes.Count > 0 && request is GateRequest gate && step.With is { Position.Line: > 0 } with)
        {
            throw new GuruException(GateRules.Failure(gate, service, [.. mistakes.Select(mistake => mistake.Message)]) with
            {
                Evidence = [.. mistakes.Select(mistake => new Diagnostic("InvalidGate", InputPlaces.Of(with, mistake.Path), mistake.Message).ToString())],
            });
        }

        step.Operation.Check(request, service);
    }

    // A failure that names what is wrong is told with its place, where that was written by a person.
    private static Failure Placed(RunbookStep step, Failure failure) =>
        failure.Id != "InvalidGate" && step.With is { Position.File: not null } with && InputPlaces.Find(with, failure.Target) is { } place
            ? failure with { Evidence = [.. failure.Evidence, $"at {place.Position}"] }
            : failure;

    /// <summary>Gives the inputs of a step as far as they are known before the run: of each target, where it has some.</summary>
    /// <exception cref="GuruException">Its list of targets is none (<c>InvalidTargets</c>).</exception>
    public static IReadOnlyList<JsonObject> Of(RunbookStep step, JsonObject parameters, ICollection<string> missing) => step.ForEach is null
        ? [StepInputs.Resolve(step.With, parameters, _ => null, missing)]
        : [.. (TargetList.Resolve(step, parameters, _ => null, missing) ?? []).Select(target => target.Inputs)];
}
