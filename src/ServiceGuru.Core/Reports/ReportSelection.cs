using System.Globalization;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Reports;

/// <summary>Which steps of a run its report shows: all of them, of a huge one those that matter.</summary>
internal sealed class ReportSelection
{
    /// <summary>How many steps are shown at most.</summary>
    public const int Limit = 300;

    private readonly HashSet<string> _path;
    private readonly Dictionary<string, string> _anchors;

    public ReportSelection(RunStory story, IReadOnlyList<PathPart> path, LeftOut leftOut)
    {
        _path = [.. path.Where(part => part.Step is not null).Select(part => part.Step!.State.Step.Id)];
        List<StepStory> ran = [.. story.Steps.Where(step => step.Start is not null)];
        HashSet<string> chosen =
        [
            .. ran.OrderByDescending(step => step.State.Status is StepStatus.Failed or StepStatus.Undecided)
                .ThenByDescending(OnPath)
                .ThenByDescending(step => step.Busy)
                .Take(Limit)
                .Select(step => step.State.Step.Id),
        ];
        if (ran.Count > Limit)
        {
            leftOut.Count(ran.Count - Limit, "step");
        }

        Timeline = [.. ran.Where(step => chosen.Contains(step.State.Step.Id))];
        NotRun = [.. story.Steps.Where(step => step.Start is null)];
        _anchors = Timeline.Select((step, index) => (step, index)).ToDictionary(
            entry => entry.step.State.Step.Id, entry => string.Create(CultureInfo.InvariantCulture, $"step-{entry.index + 1}"), StringComparer.Ordinal);
    }

    /// <summary>Gets the steps of the timeline, in the order of the runbook.</summary>
    public IReadOnlyList<StepStory> Timeline { get; }

    /// <summary>Gets the steps that did not run.</summary>
    public IReadOnlyList<StepStory> NotRun { get; }

    /// <summary>Tells whether a step is on the critical path.</summary>
    public bool OnPath(StepStory step) => _path.Contains(step.State.Step.Id);

    /// <summary>Gives the name by which a link finds a step, or null where it is not shown.</summary>
    public string? Anchor(StepStory step) => _anchors.GetValueOrDefault(step.State.Step.Id);
}
