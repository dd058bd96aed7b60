using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Promises;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.Console;

/// <summary>Shows plans: what would be changed, what need not be, and what stands in the way.</summary>
internal static class PlanView
{
    private const int MostShown = 50;

    /// <summary>Shows the plan of a whole run.</summary>
    public static void Show(IScreen screen, RunPlan plan)
    {
        screen.Line(new Piece($"{plan.Runbook} for {plan.Service}", Tone.Strong), new Piece("  plan only, nothing is changed", Tone.Dim));
        foreach (StepPlan step in plan.Steps)
        {
            screen.Line();
            screen.Line(new Piece(step.Step, Tone.Strong), $"  {step.Title}", new Piece($"  ({step.Uses})", Tone.Dim));
            if (step.WaitsFor is { } waits)
            {
                screen.Line("  ", new Piece($"known only in the run: it needs {waits}", Tone.Dim));
            }

            if (step.OnlyAfterFailure)
            {
                screen.Line("  ", new Piece("only where a step before it has failed", Tone.Dim));
            }

            if (step.Plan is { } found)
            {
                Items(screen, found);
            }

            if (step.Failure is { } failure)
            {
                FailureView.Show(screen, failure);
            }
        }

        if (plan.Calendar is { } closed)
        {
            screen.Line();
            FailureView.Show(screen, closed);
        }

        List<Change> changes = [.. plan.Steps.SelectMany(step => step.Plan?.Changes ?? [])];
        screen.Line();
        screen.Line(plan.CanRun
            ? new Piece($"It would make {Quantity.Of(changes.Count, "change")} that can be told now{Destructive(changes)}.", Tone.Good)
            : new Piece(plan.Calendar is null ? "It would fail now." : "It would be refused now.", Tone.Bad));
        foreach (IGrouping<PromiseGap?, StepPlan> open in plan.Steps.Where(step => step.Gap is not null).GroupBy(step => step.Gap))
        {
            screen.Line(new Piece($"not promised: {string.Join(", ", open.Select(step => step.Step))} ({GapWords.Of(open.Key!.Value)})", Tone.Dim));
        }

        screen.Line(new Piece("plan ", Tone.Dim), plan.Hash, new Piece($"  ({Quantity.Of(plan.Steps.Count(step => step.Gap is null), "step")} promised)", Tone.Dim));
    }

    /// <summary>Shows the plan of a single operation.</summary>
    public static void Show(IScreen screen, Plan plan)
    {
        screen.Line(new Piece(plan.Operation, Tone.Strong), new Piece("  plan only, nothing is changed", Tone.Dim));
        Items(screen, plan);
        foreach (Failure blocker in plan.Blockers)
        {
            FailureView.Show(screen, blocker);
        }
    }

    private static void Items(IScreen screen, Plan plan)
    {
        foreach (Change change in plan.Changes.Take(MostShown))
        {
            screen.Line(
                new Piece(change.Destructive ? "  ! " : "  + ", change.Destructive ? Tone.Bad : Tone.Good),
                change.Summary,
                new Piece(change.Destructive ? "  destructive" : string.Empty, Tone.Bad));
            if (change.Undo is { } undo)
            {
                screen.Line(new Piece($"      undo: {undo}", Tone.Dim));
            }
        }

        More(screen, plan.Changes.Count, "change");
        foreach (PlanNote note in plan.Notes.Take(MostShown))
        {
            screen.Line(new Piece($"  = {note.Target}: {note.Text}", Tone.Dim));
        }

        More(screen, plan.Notes.Count, "note");
    }

    // A step with a thousand targets must not bury the others; --output json has all of it.
    private static void More(IScreen screen, int count, string noun)
    {
        if (count > MostShown)
        {
            screen.Line(new Piece($"  … and {Quantity.Of(count - MostShown, noun)} more (all with --output json)", Tone.Dim));
        }
    }

    private static string Destructive(List<Change> changes) =>
        changes.Count(change => change.Destructive) is > 0 and int number ? $", {number} of them destructive (--allow-destructive)" : string.Empty;
}
