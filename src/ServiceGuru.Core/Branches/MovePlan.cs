using ServiceGuru.Operations;

namespace ServiceGuru.Branches;

/// <summary>Turns what was found of the repositories into a plan, and a plan into the report that it would give.</summary>
internal static class MovePlan
{
    public static Plan Of(string operation, IReadOnlyList<BranchState> states, bool force)
    {
        List<Change> changes = [];
        List<PlanNote> notes = [];
        List<Failure> blockers = [];
        foreach (BranchState state in states)
        {
            if (state.Failure is { } failure)
            {
                blockers.Add(failure);
            }
            else if (state.Status == BranchStatus.UpToDate)
            {
                notes.Add(new PlanNote(state.Repository.Name, $"{state.Repository.Target} is up to date at {CommitLines.Short(state.From!)}", state.From));
            }
            else if (state.Status == BranchStatus.Diverged && !force)
            {
                blockers.Add(BranchFailures.Diverged(state));
            }
            else
            {
                changes.Add(BranchChanges.Move(state, changes.Count + 1));
            }
        }

        return new Plan { Operation = operation, Changes = changes, Notes = notes, Blockers = blockers };
    }

    /// <summary>Gives the report as if the plan had been applied; null where it can't be.</summary>
    public static MoveReport? Forecast(Plan plan)
    {
        if (plan.Blockers.Count > 0)
        {
            return null;
        }

        return MoveReport.Of([.. plan.Changes.Select(MoveOutcome.Foretold), .. plan.Notes.Select(UpToDate)]);
    }

    private static MoveOutcome UpToDate(PlanNote note) => MoveOutcome.Unchanged(note.Target, note.Text.Split(' ', 2)[0], note.Value);
}
