using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.Console;

/// <summary>Shows how a run would be undone: what in which order, what stays, and what nobody can tell.</summary>
internal static class UndoPlanView
{
    public static void Show(IScreen screen, UndoPlan plan)
    {
        screen.Line(new Piece($"Undo of {plan.Runbook} for {plan.Service}", Tone.Strong), new Piece($"  run {plan.RunId}; plan only, nothing is changed", Tone.Dim));
        foreach (UndoItem item in plan.Items.Where(item => item.Revert is not null))
        {
            screen.Line(
                new Piece("  ↶ ", item.Destructive ? Tone.Bad : Tone.Good),
                new Piece(item.Revert!.Summary, item.Destructive ? Tone.Bad : Tone.Normal),
                new Piece($"  ({item.Step}{(item.Target is null ? string.Empty : $" on {item.Target}")}{(item.WasInDoubt ? "; was in doubt, and a look shows that it happened" : string.Empty)})", Tone.Dim),
                new Piece(item.Destructive ? "  destroys something" : string.Empty, Tone.Bad));
        }

        foreach (UndoItem item in plan.Items.Where(item => item.Revert is null))
        {
            screen.Line(new Piece($"  = stays: {item.Change.Summary}", Tone.Dim), new Piece($"  ({item.Step}; {item.WhyNot})", Tone.Dim));
        }

        foreach (UndoDoubt doubt in plan.InDoubt)
        {
            screen.Line(new Piece("  ? nobody can tell whether this happened: ", Tone.Warn), new Piece(doubt.Change.Summary, Tone.Strong), new Piece($"  ({doubt.Step}; look at {doubt.Change.Target})", Tone.Dim));
            if (doubt.Failure is { } failure)
            {
                FailureView.Show(screen, failure);
            }
        }

        int reverts = plan.Items.Count(item => item.Revert is not null);
        screen.Line(plan.InDoubt.Count > 0 ? new Piece("Nothing would be undone while something is in doubt.", Tone.Bad)
            : reverts == 0 ? new Piece("Nothing is there to be undone.", Tone.Dim)
            : new Piece($"It would undo {Quantity.Of(reverts, "change")}{(plan.Destroys ? $", {plan.Items.Count(item => item.Destructive)} of them destructive (--allow-destructive)" : string.Empty)}.", Tone.Good));
    }
}
