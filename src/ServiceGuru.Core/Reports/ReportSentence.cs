using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;
using RunStatus = ServiceGuru.Runbooks.State.RunStatus;

namespace ServiceGuru.Reports;

/// <summary>Says in a sentence or two how a run went.</summary>
internal static class ReportSentence
{
    /// <summary>Gives the word for how it stands, and how that looks.</summary>
    public static (string Words, string Style) Status(RunState run) => run.Status switch
    {
        RunStatus.Succeeded => ("✓ succeeded", "good"),
        RunStatus.Failed => ("✗ failed", "bad"),
        RunStatus.Stopped => ("■ stopped", "warn"),
        RunStatus.Cancelled => ("■ cancelled", "warn"),
        RunStatus.Undone => ("↶ undone", "warn"),
        _ => (run.Paused is null ? "▶ not ended" : "❚❚ paused", "warn"),
    };

    /// <summary>Gives the sentences.</summary>
    public static string Of(RunStory story, IReadOnlyList<PathPart> path)
    {
        RunState run = story.State;
        List<ChangeStory> changes = [.. story.Steps.SelectMany(step => step.Changes)];
        int applied = changes.Count(change => change.Status == ChangeStatus.Applied);
        int undone = changes.Count(change => change.Status == ChangeStatus.Undone);
        string steps = $"{run.Steps.Count(step => step.Status == StepStatus.Succeeded)} of {Quantity.Of(run.Steps.Count, "step")} done, {Quantity.Of(applied + undone, "change")} applied"
            + (undone == 0 ? string.Empty : $" and {undone} of them taken back");
        return $"{How(story)}: {steps}.{Longest(story, path)}";
    }

    private static string How(RunStory story)
    {
        RunState run = story.State;
        string took = ReportText.Took(story.Took);
        StepState? failed = run.Steps.Find(step => step.Status == StepStatus.Failed);
        return run.Status switch
        {
            RunStatus.Succeeded => $"The run succeeded in {took}",
            RunStatus.Failed => $"The run failed {(failed is null ? string.Empty : $"at '{failed.Step.Title}' ")}after {took}",
            RunStatus.Stopped => $"The run was stopped{By(run)} after {took} and can be resumed",
            RunStatus.Cancelled => $"The run was given up{By(run)} after {took}",
            RunStatus.Undone => $"What the run had changed was undone; that and the run took {took}",
            _ => $"The run had not ended after {took}, at its newest record",
        };
    }

    private static string By(RunState run) => run.Halted is { } halted ? $" by {halted.By}" : string.Empty;

    private static string Longest(RunStory story, IReadOnlyList<PathPart> path)
    {
        PathPart? longest = path.Where(part => part.Step is not null).MaxBy(part => part.Own);
        return longest is null || story.Took <= TimeSpan.Zero
            ? string.Empty
            : $" The longest part was '{longest.Step!.State.Step.Title}' with {ReportText.Took(longest.Own)}, {ReportText.Share(longest.Own, story.Took)} of the time.";
    }
}
