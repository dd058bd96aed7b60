using System.Collections.Immutable;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Runbooks.State;

/// <summary>The part of the transition table that lets a run go on from a step that somebody chose.</summary>
internal static class RunRestart
{
    /// <summary>
    /// Puts the step and all that need it back to pending, and leaves out what it needs and has not succeeded. A gate is
    /// never left out: nobody goes round it by beginning behind it.
    /// </summary>
    public static ImmutableList<StepState> From(RunState state, RunResumed resumed)
    {
        string from = resumed.From!;
        if (state.PositionOf(from) < 0)
        {
            throw new InvalidTransitionException($"Run {state.Id} has no step '{from}' to go on from.");
        }

        HashSet<string> before = Upstream(state, from);
        HashSet<string> again = Downstream(state, from);
        return
        [
            .. state.Steps.Select(step => again.Contains(step.Step.Id) ? Again(step)
                : !before.Contains(step.Step.Id) || step.Satisfied ? step
                : step.Step.Uses == ApprovalGate.OperationId ? Again(step)
                : LeftOut(step, resumed)),
        ];
    }

    // What it changed before still counts for an undo; what it does now is planned anew. A change that was cut off is
    // in doubt, and looked at before anything is planned.
    private static StepState Again(StepState step) => step with
    {
        Status = StepStatus.Pending,
        RetryAt = null,
        AttemptsSinceResume = 0,
        EndedAt = null,
        Failure = null,
        OutputNode = null,
        Planned = false,
        Waived = false,
        SkipReason = null,
        Decision = null,
        TargetsAgain = step.Targets.Count > 0,
        Changes = [.. step.Changes.Select(result => result.Status == ChangeStatus.Started ? result with { Status = ChangeStatus.Unknown } : result)],
    };

    private static StepState LeftOut(StepState step, RunResumed resumed) => step with
    {
        Status = StepStatus.Skipped,
        RetryAt = null,
        Waived = true,
        SkipReason = $"{resumed.By} went on from '{resumed.From}'",
    };

    private static HashSet<string> Downstream(RunState state, string from)
    {
        HashSet<string> all = [from];

        // The steps are in order: whatever a step needs comes before it.
        foreach (StepState step in state.Steps.Where(step => step.Step.Needs.Any(all.Contains)))
        {
            all.Add(step.Step.Id);
        }

        return all;
    }

    private static HashSet<string> Upstream(RunState state, string from)
    {
        HashSet<string> all = [];
        Stack<string> left = new(state.Step(from).Step.Needs);
        while (left.TryPop(out string? id))
        {
            if (all.Add(id))
            {
                foreach (string need in state.Step(id).Step.Needs)
                {
                    left.Push(need);
                }
            }
        }

        return all;
    }
}
