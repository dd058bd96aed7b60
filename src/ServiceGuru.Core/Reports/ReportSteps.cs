using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using RunStatus = ServiceGuru.Runbooks.State.RunStatus;

namespace ServiceGuru.Reports;

/// <summary>Writes what happened in each step.</summary>
internal sealed class ReportSteps(HtmlWriter html, RunStory story, ReportSelection selection, LeftOut leftOut)
{
    // A report that a browser and a mail server still take.
    private const int Length = 3_000_000;

    private const int Rows = 200;

    private readonly ReportTable _table = new(html);
    private readonly ReportFailure _failures = new(html, leftOut);

    public void Write()
    {
        int untold = 0;
        foreach (StepStory step in selection.Timeline)
        {
            using (html.Open("section", ("class", "step"), ("id", selection.Anchor(step)), ("aria-labelledby", $"{selection.Anchor(step)}-title")))
            {
                Head(step);
                if (html.Length > Length)
                {
                    untold++;
                    html.Styled("p", "soft", "The report is full: of this step only where it stands is told.");
                    continue;
                }

                Body(step);
            }
        }

        if (untold > 0)
        {
            leftOut.Count(untold, "step detail");
        }
    }

    private void Head(StepStory step)
    {
        StepState state = step.State;
        using (html.Open("div", ("class", "head")))
        {
            html.Element("h3", state.Step.Title, ("id", $"{selection.Anchor(step)}-title"));
            (string words, string style) = Status(state);
            html.Element("span", words, ("class", $"badge {style}"));
            html.Styled("span", "soft", $"{ReportText.Took(step.Busy)}{(selection.OnPath(step) ? ", on the critical path" : string.Empty)}");
        }

        using (html.Open("p", ("class", "result soft")))
        {
            html.Element("code", state.Step.Id);
            html.Text(" uses ");
            html.Element("code", state.Step.Uses);
            html.Text(state.Step.Needs.Count == 0 ? string.Empty : $", after {string.Join(", ", state.Step.Needs)}");
            html.Text(state.Step.When == StepCondition.Success ? string.Empty : state.Step.When == StepCondition.Always ? ", in any case" : ", only after a failure");
        }

        if (state.Status == StepStatus.Succeeded && StepResult.Of(story.State, state.Step.Id) is { } result)
        {
            html.Styled("p", "result", result);
        }
    }

    private void Body(StepStory step)
    {
        if (step.State.SkipReason is { } reason)
        {
            html.Styled("p", "result", reason);
        }

        Gates(step);
        Attempts(step);
        if (step.State.Failure is { } failure)
        {
            _failures.Write(failure);
        }

        Targets(step);
        Changes(step);
        foreach (ChangeStory change in step.Changes.Where(change => change.NotUndone is not null).Take(Rows))
        {
            html.Element("h4", $"Not undone: {change.Change.Summary}");
            _failures.Write(change.NotUndone!);
        }
    }

    private void Gates(StepStory step)
    {
        foreach (GateStory gate in step.Gates)
        {
            html.Element("h4", gate.Gate.Question);
            TimeSpan waited = (gate.Closed ?? story.End) - gate.Opened;
            html.Styled("p", "result soft", $"Asked at {ReportText.Stamp(gate.Opened)}, needed {Quantity.Of(gate.Gate.Need, "yes")}, {(gate.Closed is null ? "open for" : "answered after")} {ReportText.Took(waited)}"
                + (gate.Gate.Deadline is { } deadline ? $", deadline {ReportText.Stamp(deadline)}" : string.Empty)
                + (gate.Gate.Approvers.Count == 0 ? string.Empty : $", of {string.Join(", ", gate.Gate.Approvers)}")
                + (gate.Gate.SelfApproval ? string.Empty : ", not of who started the run")
                + (gate.Reminders.Count == 0 ? "." : $", reminded {Quantity.Of(gate.Reminders.Count, "time")}."));
            if (gate.Gate.Show.Count > 0)
            {
                (IReadOnlyList<string> lines, string? more) = leftOut.Take(gate.Gate.Show, Rows, "line shown to approvers");
                using (html.Open("ul", ("class", "evidence soft")))
                {
                    foreach (string line in more is null ? lines : [.. lines, more])
                    {
                        html.Element("li", line);
                    }
                }
            }

            if (gate.Answers.Count > 0)
            {
                (IReadOnlyList<(DateTimeOffset Time, GateAnswered Answer)> answers, string? others) = leftOut.Take(gate.Answers, Rows, "answer");
                _table.Write($"Answers at {step.State.Step.Title}", ["When_", "Who~", "Answer", "By way of", "Values", "Comment"], answers.Select(entry => (IReadOnlyList<string?>)
                [
                    ReportText.Stamp(entry.Time), RunStoryReader.Who(entry.Answer), (entry.Answer.Yes ? "yes" : "no") + (entry.Answer.Refused is { } refused ? $", does not count: {refused}" : string.Empty),
                    entry.Answer.Via, Values(entry.Answer), entry.Answer.Comment,
                ]), others);
            }
        }
    }

    private static string Values(GateAnswered answer) =>
        answer.Values is null ? string.Empty : string.Join(", ", answer.Values.ToJsonObject().Select(value => $"{value.Key}: {value.Value?.ToJsonString(LedgerJson.Options)}"));

    // One attempt that went well needs no table.
    private void Attempts(StepStory step)
    {
        if (step.Attempts is [{ Failure: null }])
        {
            return;
        }

        html.Element("h4", step.Attempts.Count == 1 ? "Attempt" : "Attempts");
        (IReadOnlyList<AttemptStory> shown, string? others) = leftOut.Take(step.Attempts, Rows / 10, "attempt");
        _table.Write($"Attempts at {step.State.Step.Title}", ["No._", "Began_", "Took_", "Ended", "Why", "Next attempt_"], shown.Select(attempt => (IReadOnlyList<string?>)
        [
            $"{attempt.Number}", ReportText.Stamp(attempt.Start), attempt.End is { } end ? ReportText.Took(end - attempt.Start) : string.Empty, attempt.Outcome,
            attempt.Failure is { } failure ? $"{failure.Id}: {failure.Message}" : null, attempt.RetryAt is { } at ? $"due {ReportText.Clock(at)}" : null,
        ]), others);
    }

    private void Targets(StepStory step)
    {
        IReadOnlyList<TargetState> targets = step.State.Targets;
        if (targets.Count == 0)
        {
            return;
        }

        html.Element("h4", $"Targets: {string.Join(", ", targets.GroupBy(target => target.Status).OrderBy(group => group.Key).Select(group => $"{group.Count()} {ReportText.Word(group.Key)}"))}");
        List<TargetState> bad = [.. targets.Where(target => target.Status is StepStatus.Failed or StepStatus.Skipped)];
        if (bad.Count == 0)
        {
            return;
        }

        (IReadOnlyList<TargetState> shown, string? others) = leftOut.Take(bad, Rows, "target");
        _table.Write($"Targets of {step.State.Step.Title} that did not succeed", ["Target", "Ended", "Why", "Next", "Run_"], shown.Select(target => (IReadOnlyList<string?>)
            [target.Target.Name, ReportText.Word(target.Status), target.Failure is { } failure ? $"{failure.Id}: {failure.Message}" : null, target.Failure?.NextAction, target.Target.RunId]), others);
    }

    private void Changes(StepStory step)
    {
        if (step.Changes.Count == 0)
        {
            return;
        }

        html.Element("h4", Quantity.Of(step.Changes.Count, "change"));
        (IReadOnlyList<ChangeStory> shown, string? others) = leftOut.Take(step.Changes, Rows, "change");
        _table.Write($"Changes of {step.State.Step.Title}", ["What", "From", "To", "Became", "Took|"], shown.Select(change => (IReadOnlyList<string?>)
        [
            change.Change.Destructive ? $"{change.Change.Summary} (destructive)" : change.Change.Summary, change.Change.From, change.Change.To, Became(step, change),
            change is { Start: { } start, End: { } end } ? ReportText.Took(end - start) : null,
        ]), others);
        if (story.State.Status != RunStatus.Succeeded && step.Changes.Where(change => change.Status == ChangeStatus.Applied).Select(change => change.Change.Undo).OfType<string>().Distinct().ToList() is { Count: > 0 } undo)
        {
            html.Styled("p", "soft", $"Can be undone: {string.Join("; ", undo.Take(20))}{(undo.Count > 20 ? $"; and {undo.Count - 20} more" : string.Empty)}.");
        }
    }

    private string Became(StepStory step, ChangeStory change) =>
        (change.Status == ChangeStatus.Undone && PutBack.ByAnotherStep(story.State, step.State.Step.Id, change.Change) ? "applied, put back by another step"
            : change.Status == ChangeStatus.Undone ? "applied, undone"
            : change.Status == ChangeStatus.Planned ? "not begun"
            : change.Status == ChangeStatus.Started ? "begun, outcome not recorded"
            : ReportText.Word(change.Status))
        + (change.Probed ? ", found out by a probe" : string.Empty)
        + (change.Failure is { } failure ? $": {failure.Id}, {failure.Message}" : string.Empty);

    /// <summary>Says where a step stands, and how that looks.</summary>
    internal static (string Words, string Style) Status(StepState step) => step.Status switch
    {
        StepStatus.Succeeded => ("✓ succeeded", "good"),
        StepStatus.Failed => ("✗ failed", "bad"),
        StepStatus.Undecided => ("? waits for a decision", "warn"),
        StepStatus.Waiting => ("… waits for people", "warn"),
        StepStatus.Running => ("▶ under way", "warn"),
        StepStatus.Skipped => (step.Waived ? "– left out" : "– skipped", "plain"),
        _ => ("pending", "plain"),
    };
}
