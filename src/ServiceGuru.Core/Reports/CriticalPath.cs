namespace ServiceGuru.Reports;

/// <summary>
/// What a run's time went into: from the step that ended last back to the start, each time to the step that kept the
/// next one waiting. The parts follow each other without a gap, so their shares add up to the whole.
/// </summary>
internal static class CriticalPath
{
    /// <summary>Finds it.</summary>
    /// <returns>The parts in the order of time.</returns>
    public static IReadOnlyList<PathPart> Of(RunStory story)
    {
        Dictionary<string, StepStory> steps = story.Steps.ToDictionary(step => step.State.Step.Id, StringComparer.Ordinal);
        List<PathPart> parts = [];
        StepStory? step = story.Steps.Where(one => one.Start is not null).MaxBy(one => Ended(one, story));
        if (step is null)
        {
            return parts;
        }

        DateTimeOffset until = Ended(step, story);
        Add(parts, story, null, until, story.End, story.State.Steps.Exists(one => !one.Undos.IsEmpty) ? "undoing, and the end" : "the end");
        HashSet<string> seen = [];
        while (step is not null && seen.Add(step.State.Step.Id))
        {
            // A step that did not run passes its own needs on.
            StepStory? before = step.State.Step.Needs.Select(steps.GetValueOrDefault).OfType<StepStory>().MaxBy(need => Ended(need, story));
            DateTimeOffset since = before is null ? story.Start : Ended(before, story);
            since = since > until ? until : since;
            if (step.Start is not null)
            {
                Add(parts, story, step, since, until, null);
                until = since;
            }

            step = before;
        }

        parts.Reverse();
        return parts;
    }

    private static DateTimeOffset Ended(StepStory step, RunStory story) =>
        step.Start is null ? step.State.EndedAt ?? story.Start : step.End ?? story.End;

    private static void Add(List<PathPart> parts, RunStory story, StepStory? step, DateTimeOffset start, DateTimeOffset end, string? words)
    {
        TimeSpan idle = TimeSpan.Zero;
        foreach (RunInterval gap in story.Breaks)
        {
            TimeSpan both = (gap.End < end ? gap.End : end) - (gap.Start > start ? gap.Start : start);
            idle += both > TimeSpan.Zero ? both : TimeSpan.Zero;
        }

        TimeSpan own = end - start - idle;
        if (step is not null || own + idle > TimeSpan.Zero)
        {
            parts.Add(new PathPart(step, words, own < TimeSpan.Zero ? TimeSpan.Zero : own, idle));
        }
    }
}
