using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Promises;

/// <summary>Makes the failure of what would be done otherwise than its plan promised: <c>PlanDrifted</c>.</summary>
internal static class PromiseDrift
{
    private const string Id = "PlanDrifted";

    /// <summary>Compares the plan of a step with what was promised; null where it is the same or nothing was promised.</summary>
    /// <param name="step">The step.</param>
    /// <param name="promise">What was promised of the run.</param>
    /// <param name="plan">What the step would do now.</param>
    /// <param name="results">What became of its changes so far in this run.</param>
    public static Failure? Of(RunbookStep step, PlanPromise promise, Plan plan, IReadOnlyList<ChangeResult> results)
    {
        if (promise.Of(step.Id) is not { } promised)
        {
            return null;
        }

        StepPromise now = PromiseMaker.Of(step.Id, step.Operation, plan.Changes, plan.Blockers);
        IReadOnlyList<string> lines = PromiseComparison.Compare(promised, now, [.. results.Where(result => result.Status == ChangeStatus.Applied).Select(result => result.Change)]);
        return lines.Count == 0 ? null : OfStep(step, lines);
    }

    /// <summary>Compares the targets of a step with those that were promised.</summary>
    /// <exception cref="GuruException">There are others (<c>PlanDrifted</c>).</exception>
    public static void RefuseTargets(RunbookStep step, PlanPromise? promise, IReadOnlyList<string> targets)
    {
        if (promise?.Of(step.Id) is { } promised && PromiseComparison.CompareNames(promised, targets) is { Count: > 0 } lines)
        {
            throw new GuruException(OfStep(step, lines));
        }
    }

    /// <summary>Compares a whole plan with the one that a run is to hold to.</summary>
    /// <exception cref="GuruException">They differ (<c>PlanDrifted</c>); with the whole plan at hand every difference is told.</exception>
    public static void Refuse(PlannedRun promised, PlanDocument now, Runbook runbook)
    {
        if (promised.Hash == now.Hash)
        {
            return;
        }

        // By its name only what ships is found.
        string named = runbook.Path is not { } path ? runbook.Name : path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
        throw new GuruException(new Failure
        {
            Id = Id,
            Message = $"What {now.Runbook} would do now is not what the plan promised.",
            Target = now.Runbook,
            Cause = promised.Document is null ? $"The hash of the plan is {promised.Hash}, and now it is {now.Hash}. A hash alone can't tell what differs." : null,
            Evidence = promised.Document is { } document ? Differences(document, now) : [],
            NextAction = $"Nothing was started. See what it would do now with 'guru plan {named} --out FILE', and start it from that plan: 'guru run {named} --plan FILE'.",
        });
    }

    private static Failure OfStep(RunbookStep step, IReadOnlyList<string> lines) => new()
    {
        Id = Id,
        Message = $"Step '{step.Id}' would not do what the plan of this run promised.",
        Target = step.Id,
        Evidence = lines,
        NextAction = "Nothing of this step was begun. Find out who changed it; put it back and resume, or plan anew and start a run from the new plan.",
    };

    private static IReadOnlyList<string> Differences(PlanDocument promised, PlanDocument now)
    {
        List<string> lines = [];
        if (promised.RunbookHash != now.RunbookHash)
        {
            lines.Add(promised.Runbook == now.Runbook ? $"the runbook {now.Runbook} was changed since it was planned" : $"the plan is one of {promised.Runbook}, not of {now.Runbook}");
        }

        if (promised.Service != now.Service)
        {
            lines.Add($"the plan is one for {promised.Service}, not for {now.Service}");
        }

        foreach (StepPromise step in promised.Steps)
        {
            lines.AddRange(now.Steps.FirstOrDefault(other => other.Step == step.Step) is { } same ? Differences(step, same) : [$"{step.Step}: the step is not there any more"]);
        }

        lines.AddRange(now.Steps.Where(step => !promised.Steps.Any(other => other.Step == step.Step)).Select(step => $"{step.Step}: the step is new"));
        return lines.Count > 0 ? lines : ["the steps come in another order, or the parameters differ"];
    }

    private static IEnumerable<string> Differences(StepPromise promised, StepPromise now)
    {
        if (promised.Uses != now.Uses)
        {
            return [$"{now.Step}: it uses {now.Uses} instead of {promised.Uses}"];
        }

        return (promised.Gap, now.Gap) switch
        {
            (null, null) => [.. PromiseComparison.Compare(promised, now, []), .. PromiseComparison.CompareTargets(promised, now)],
            (null, not null) => [$"{now.Step}: what was promised can't be told before the run any more"],
            (not null, null) => [$"{now.Step}: what only the run could show can be told before it now"],
            _ => [],
        };
    }
}
