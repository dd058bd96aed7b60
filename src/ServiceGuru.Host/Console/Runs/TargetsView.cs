using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>Shows the targets of a step that have failed.</summary>
internal static class TargetsView
{
    private const int MostShown = 20;

    /// <summary>Shows the failed targets.</summary>
    public static void Show(IScreen screen, StepState step)
    {
        List<TargetState> failed = [.. step.Targets.Where(target => target.Status == StepStatus.Failed)];
        foreach (TargetState target in failed.Take(MostShown))
        {
            screen.Line(new Piece($"{step.Step.Id}: ", Tone.Dim), new Piece($"{target.Target.Name} failed: ", Tone.Bad), target.Failure?.Message, new Piece($"  run {target.Target.RunId}", Tone.Dim));
        }

        if (failed.Count > MostShown)
        {
            screen.Line(new Piece($"{step.Step.Id}: and {failed.Count - MostShown} more failed (all with --output json)", Tone.Dim));
        }
    }
}
