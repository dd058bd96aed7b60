using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>
/// Asks the person here about what the targets destroy, once for all of them, before others do the work who have nobody
/// to ask.
/// </summary>
internal sealed class TargetsReview(RunbookStep step, OperationContext context, IGatekeeper gatekeeper)
{
    private const int AtOnce = 8;

    /// <summary>Plans the targets and asks; gives the names of those that may destroy what they plan to.</summary>
    public async Task<HashSet<string>> AskAsync(IReadOnlyList<TargetHeader> targets, CancellationToken cancellationToken)
    {
        if (step.Operation.Kind != OperationKind.Change)
        {
            return [];
        }

        Change[][] found = new Change[targets.Count][];
        ParallelOptions options = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, targets.Count, options, async (index, token) => found[index] = await DestructiveAsync(targets[index], token).ConfigureAwait(false)).ConfigureAwait(false);
        List<Change> all = [.. found.SelectMany(changes => changes)];
        IReadOnlySet<string> declined = all.Count == 0 ? new HashSet<string>() : await gatekeeper.ReviewAsync(step.Id, all, cancellationToken).ConfigureAwait(false);
        return [.. targets.Where((_, index) => found[index].Length > 0 && !found[index].Any(change => declined.Contains(change.Id))).Select(target => target.Name)];
    }

    private async Task<Change[]> DestructiveAsync(TargetHeader target, CancellationToken cancellationToken)
    {
        try
        {
            object request = StepInputs.Bind(step.Operation, target.Inputs);
            Plan plan = await step.Operation.PlanAsync(request, context with { RunId = target.RunId }, cancellationToken).ConfigureAwait(false);
            return [.. plan.Changes.Where(change => change.Destructive).Select(change => change with { Id = $"{target.Name}: {change.Id}", Summary = $"{target.Name}: {change.Summary}" })];
        }
        catch (GuruException)
        {
            // What can't be planned fails in its own run, with its own reason, and destroys nothing.
            return [];
        }
    }
}
