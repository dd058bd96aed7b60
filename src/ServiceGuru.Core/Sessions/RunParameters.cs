using System.Text.Json.Nodes;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Sessions;

/// <summary>Finds the values of a run's parameters: what the caller gives, else the scenario's, else the plan's, else the runbook's defaults.</summary>
internal static class RunParameters
{
    /// <summary>Binds all parameters.</summary>
    /// <exception cref="GuruException">
    /// One is unknown, wrong or missing (<c>InvalidParameter</c>), or differs from the plan that is to be carried out (<c>PlanParameterMismatch</c>).
    /// </exception>
    public static JsonObject Bind(Runbook runbook, RunOptions options)
    {
        Dictionary<string, string> given = new(options.Scenario?.Parameters ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach ((string name, string value) in options.Parameters)
        {
            given[name] = value;
        }

        JsonObject planned = options.Plan?.Document?.Parameters ?? [];
        foreach ((string name, JsonNode? value) in planned.Where(entry => runbook.Parameters.ContainsKey(entry.Key)))
        {
            given.TryAdd(name, StepInputs.Text(value));
        }

        JsonObject bound = ParameterBinder.Bind(runbook, given);
        List<string> mistakes =
        [
            .. planned.Where(entry => bound.ContainsKey(entry.Key) && StepInputs.Text(bound[entry.Key]) != StepInputs.Text(entry.Value))
                .Select(entry => $"{entry.Key} is '{StepInputs.Text(bound[entry.Key])}' here and '{StepInputs.Text(entry.Value)}' in the plan."),
        ];
        return mistakes.Count == 0 ? bound : throw new GuruException(new Failure
        {
            Id = "PlanParameterMismatch",
            Kind = FailureKind.Usage,
            Message = $"{Quantity.Of(mistakes.Count, "parameter")} of {runbook.Name} {(mistakes.Count == 1 ? "differs" : "differ")} from the plan's.",
            Target = runbook.Name,
            Evidence = mistakes,
            NextAction = "Leave them away, the plan has them; or plan anew with the other values. Nothing was started.",
        });
    }
}
