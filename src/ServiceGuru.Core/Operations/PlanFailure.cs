namespace ServiceGuru.Operations;

/// <summary>Sums up why a plan can't be applied.</summary>
internal static class PlanFailure
{
    /// <summary>Makes the one failure of a plan with blockers; what would have been changed is told, too.</summary>
    public static Failure From(Plan plan, string target)
    {
        if (plan.Blockers is [var only] && plan.Changes.Count == 0 && plan.Notes.Count == 0)
        {
            return only;
        }

        // The gravest kind decides: an unreachable system says more than a refusal next to it.
        FailureKind kind = plan.Blockers.Max(blocker => blocker.Kind);
        return new Failure
        {
            Id = plan.Blockers[0].Id,
            Kind = kind,
            Message = plan.Blockers is [var single] ? single.Message : $"{plan.Blockers.Count} things stand in the way of {plan.Operation}.",
            Target = plan.Blockers is [var one] ? one.Target : target,
            Cause = plan.Blockers is [var first] ? first.Cause : null,
            Evidence =
            [
                .. plan.Blockers.Count == 1 ? plan.Blockers[0].Evidence : [],
                "Nothing was changed by this step.",
                .. plan.Changes.Select(change => $"not done: {change.Summary}"),
                .. plan.Notes.Select(note => $"{note.Target}: {note.Text}"),
            ],
            NextAction = plan.Blockers is [var sole] ? sole.NextAction : "See the details of each, then try again.",
            Details = plan.Blockers.Count == 1 ? [] : plan.Blockers,
            Transient = plan.Blockers.All(blocker => blocker.Transient),
        };
    }
}
