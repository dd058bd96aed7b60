using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.Promises;

namespace ServiceGuru.Sessions;

/// <summary>Plans a whole run. Queries are really asked, waits and gates are named, changes are planned and not applied.</summary>
internal sealed class RunPlanner(OperationContext context)
{
    public async Task<RunPlan> PlanAsync(Runbook runbook, JsonObject parameters, CancellationToken cancellationToken)
    {
        Dictionary<string, JsonNode?> outputs = [];
        List<StepPlan> steps = [];
        HashSet<string> afterFailure = [];
        foreach (RunbookStep step in runbook.Steps)
        {
            // What is done about a failure is no part of what a run is meant to do.
            if (step.When == StepCondition.Failure || (step.When == StepCondition.Success && step.Needs.Any(afterFailure.Contains)))
            {
                afterFailure.Add(step.Id);
                steps.Add(Unpromised(step, PromiseGap.OnlyAfterFailure) with { OnlyAfterFailure = true });
                continue;
            }

            StepPlan plan = await PlanStepAsync(step, parameters, outputs, cancellationToken).ConfigureAwait(false);
            steps.Add(plan);
            context.Progress.Report($"planned {step.Id}", (double)steps.Count / runbook.Steps.Count);
        }

        return new RunPlan(runbook.Name, context.Service.Name, WithoutFollowers(runbook, steps)).Of(runbook.Hash, parameters, context.Time.GetUtcNow());
    }

    // Of a step that starts from what others leave behind nothing can be promised where one that may run before it changes something.
    private static IReadOnlyList<StepPlan> WithoutFollowers(Runbook runbook, IReadOnlyList<StepPlan> plans)
    {
        HashSet<string> changing = [.. runbook.Steps.Zip(plans)
            .Where(pair => pair.First.Operation.Kind == OperationKind.Change && pair.Second is not ({ OnlyAfterFailure: true } or { WaitsFor: null, Plan.Changes.Count: 0 }))
            .Select(pair => pair.First.Id)];
        return
        [
            .. runbook.Steps.Zip(plans, (step, plan) => plan.Gap is null && step.Operation.FollowsEarlierSteps && changing.Except(AndAfter(runbook, step.Id)).Any()
                ? plan with { Promise = Unpromised(step, PromiseGap.FollowsEarlierSteps).Promise }
                : plan),
        ];
    }

    private static HashSet<string> AndAfter(Runbook runbook, string id)
    {
        HashSet<string> after = [id];
        foreach (RunbookStep step in runbook.Steps.Where(step => step.Needs.Any(after.Contains)))
        {
            after.Add(step.Id);
        }

        return after;
    }

    private static StepPlan Unpromised(RunbookStep step, PromiseGap gap) => new()
    {
        Step = step.Id,
        Title = step.Title,
        Uses = step.Operation.Id,
        Promise = PromiseMaker.Of(step.Id, step.Operation, [], []) with { Gap = gap },
    };

    private async Task<StepPlan> PlanStepAsync(RunbookStep step, JsonObject parameters, Dictionary<string, JsonNode?> outputs, CancellationToken cancellationToken)
    {
        StepPlan result = Unpromised(step, PromiseGap.WaitsForRun);
        if (step.ForEach is not null)
        {
            return await new TargetsPlanner(context).PlanAsync(step, result, parameters, outputs, cancellationToken).ConfigureAwait(false);
        }

        List<string> missing = [];
        JsonObject inputs = StepInputs.Resolve(step.With, parameters, outputs.GetValueOrDefault, missing);
        if (missing.Count > 0)
        {
            return result with { WaitsFor = string.Join(", ", missing.Distinct()) };
        }

        try
        {
            object request = StepInputs.Bind(step.Operation, inputs);
            Plan plan = await step.Operation.PlanAsync(request, context, cancellationToken).ConfigureAwait(false);
            object? forecast = step.Operation.Forecast(request, plan);
            Failure? failure = plan.Blockers.Count > 0 ? PlanFailure.From(plan, step.Id) : null;
            if (step.Operation.Kind == OperationKind.Query)
            {
                Conclusion answer = await step.Operation.ConcludeAsync(request, [], context, cancellationToken).ConfigureAwait(false);
                forecast = answer.Output;
                failure = answer.Failure;
            }

            outputs[step.Id] = forecast is null ? null : JsonSerializer.SerializeToNode(forecast, forecast.GetType(), LedgerJson.Options);
            return result with { Plan = plan, Failure = failure, Promise = PromiseMaker.Of(step.Id, step.Operation, plan.Changes, Blockers(plan, failure)) };
        }
        catch (GuruException error)
        {
            return result with { Failure = error.Failure, Promise = PromiseMaker.Of(step.Id, step.Operation, [], [error.Failure]) };
        }
    }

    private static IReadOnlyList<Failure> Blockers(Plan plan, Failure? failure) => plan.Blockers.Count > 0 ? plan.Blockers : failure is null ? [] : [failure];
}
