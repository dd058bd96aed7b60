using System.Text.Json.Nodes;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.Promises;

namespace ServiceGuru.Sessions;

/// <summary>Plans every target of a step; reads only.</summary>
internal sealed class TargetsPlanner(OperationContext context)
{
    private const int AtOnce = 8;

    /// <summary>Makes one plan of all the targets' plans; each item begins with its target.</summary>
    public async Task<StepPlan> PlanAsync(RunbookStep step, StepPlan result, JsonObject parameters, Dictionary<string, JsonNode?> outputs, CancellationToken cancellationToken)
    {
        List<string> missing = [];
        IReadOnlyList<TargetItem>? targets;
        try
        {
            targets = TargetList.Resolve(step, parameters, outputs.GetValueOrDefault, missing);
        }
        catch (GuruException error)
        {
            return result with { Failure = error.Failure, Promise = PromiseMaker.Of(step.Id, step.Operation, [], [error.Failure]) };
        }

        if (targets is null || missing.Count > 0)
        {
            return result with { WaitsFor = string.Join(", ", missing.Distinct()) };
        }

        Plan[] plans = new Plan[targets.Count];
        ParallelOptions options = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, targets.Count, options, async (index, token) => plans[index] = await PlanAsync(step, targets[index], token).ConfigureAwait(false)).ConfigureAwait(false);
        StepPromise promise = PromiseMaker.Of(step.Id, step.Operation, [], []) with { Targets = [.. plans.Zip(targets, (plan, target) => PromiseMaker.OfTarget(target.Name, step.Operation, plan))] };
        plans = [.. plans.Zip(targets, (plan, target) => Named(plan, target.Name))];
        List<Failure> blockers = [.. plans.SelectMany(plan => plan.Blockers)];
        Plan whole = new()
        {
            Operation = step.Operation.Id,
            Changes = [.. plans.SelectMany(plan => plan.Changes)],
            Notes = [new PlanNote("targets", $"{targets.Count}, {step.ForEach!.MaxParallel} at once"), .. plans.SelectMany(plan => plan.Notes)],
            Blockers = blockers,
        };
        return result with { Plan = whole, Failure = blockers.Count == 0 ? null : PlanFailure.From(whole, step.Id), Promise = promise };
    }

    private static Plan Named(Plan plan, string target)
    {
        string Of(string id) => $"{target}: {id}";
        return plan with
        {
            Changes = [.. plan.Changes.Select(change => change with { Id = Of(change.Id), Summary = Of(change.Summary), After = [.. change.After.Select(Of)], AfterEndOf = [.. change.AfterEndOf.Select(Of)] })],
            Notes = [.. plan.Notes.Select(note => note with { Target = Of(note.Target) })],
        };
    }

    private async Task<Plan> PlanAsync(RunbookStep step, TargetItem target, CancellationToken cancellationToken)
    {
        try
        {
            object request = StepInputs.Bind(step.Operation, target.Inputs);
            return await step.Operation.PlanAsync(request, context, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException error)
        {
            return new Plan { Operation = step.Operation.Id, Blockers = [error.Failure] };
        }
    }
}
