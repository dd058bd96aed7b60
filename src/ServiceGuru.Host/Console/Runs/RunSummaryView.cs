using ServiceGuru.Branches;
using ServiceGuru.Host.Gates;
using ServiceGuru.Notices;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Reports;
using ServiceGuru.Rollouts;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;
using RunStatus = ServiceGuru.Runbooks.State.RunStatus;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>Shows what a run has brought about; of a failed one why, what was undone, and how to go on.</summary>
internal static class RunSummaryView
{
    /// <summary>Shows it.</summary>
    /// <param name="screen">Where.</param>
    /// <param name="run">The run.</param>
    /// <param name="commands">How to go on with it.</param>
    /// <param name="held">Whether a process works on it now.</param>
    public static void Show(IScreen screen, RunState run, RunCommands commands, bool held)
    {
        RunSummary summary = RunSummary.Of(run);
        screen.Line();
        ShowMoves(screen, summary.Moves);
        ImageView.Show(screen, summary.Images);
        ShowRollouts(screen, summary.Rollouts);
        ShowVersions(screen, summary.Versions);
        foreach (ChannelTopic topic in summary.TopicsRestored)
        {
            screen.Line(new Piece("topic restored  ", Tone.Dim), $"{topic.Channel}: {topic.Topic}");
        }

        foreach (BlogPost post in summary.BlogPosts)
        {
            screen.Line(new Piece("blog post       ", Tone.Dim), post.Path, new Piece($"  {post.Title}, {Quantity.Of(post.Notes.Count, "note")}", Tone.Dim));

            if (post.Findings.Count > 0)
            {
                screen.Line(new Piece($"                {Quantity.Of(post.Findings.Count, "thing")} to look at: guru notes lint {post.Path}", Tone.Warn));
            }

            // The post is drafted all the same, but whoever publishes it must know that something may be missing.
            foreach (Failure problem in post.Problems)
            {
                FailureView.Show(screen, problem);
            }
        }

        foreach (PostPublication post in summary.Publications.Where(post => post.PullRequest is not null))
        {
            screen.Line(new Piece("pull request    ", Tone.Dim), $"{post.PullRequest}", new Piece($"  {post.Title}, {post.State?.ToString().ToLowerInvariant()}", Tone.Dim));
            if (post.Url is not null)
            {
                screen.Line(new Piece("post            ", Tone.Dim), $"{post.Url}", new Piece("  once the site is built", Tone.Dim));
            }
        }

        Lines(screen, "undone", summary.Undone, Tone.Normal);
        foreach (Failure failure in summary.NotUndone)
        {
            FailureView.Show(screen, failure);
        }

        ShowEnd(screen, run, summary, commands, held);
    }

    private static void ShowMoves(IScreen screen, IReadOnlyList<BranchMove> moves)
    {
        if (moves.Count == 0)
        {
            return;
        }

        Listing listing = new("Repository", "Branch", "From", "To", "Commits", "Result");
        foreach (BranchMove move in moves)
        {
            (string result, Tone tone) = move.Failure is { } failure ? (failure.Id, Tone.Bad)
                : move.Status == BranchStatus.UpToDate ? ("up to date", Tone.Dim) : ("moved", Tone.Good);
            listing.Add(move.Repository, move.Branch, Short(move.From), Short(move.To), Commits(move), new Piece(result, tone));
        }

        screen.Table(listing);
    }

    // What a branch gains, and what it loses.
    private static string Commits(BranchMove move) => (move.Commits, move.Lost) switch
    {
        (0, 0) => string.Empty,
        (0, var lost) => $"-{lost}",
        (var gained, 0) => $"{gained}",
        var (gained, lost) => $"{gained}, -{lost}",
    };

    private static void ShowRollouts(IScreen screen, IReadOnlyList<WorkloadRollout> rollouts)
    {
        if (rollouts.Count == 0)
        {
            return;
        }

        Listing listing = new("Workload", "Pods replaced", "Ready", "Digest", "Time");
        foreach (WorkloadRollout rollout in rollouts)
        {
            listing.Add(
                rollout.Name,
                $"{rollout.PodsReplaced}",
                new Piece($"{rollout.Ready}/{rollout.Desired}", rollout.Finished ? Tone.Good : Tone.Warn),
                rollout.Digest is { } digest ? ImageView.Digest(digest) : "?",
                rollout.Duration is { } time ? Elapsed.Text(time) : string.Empty);
        }

        screen.Table(listing);
    }

    private static void ShowVersions(IScreen screen, IReadOnlyList<VersionChange> versions)
    {
        if (versions.Count == 0)
        {
            return;
        }

        Listing listing = new("Component", "Before", "After", "Head of the branch");
        foreach (VersionChange version in versions)
        {
            Piece current = version.Current switch { true => new Piece("yes", Tone.Good), false => new Piece("no", Tone.Warn), null => new Piece("can't tell", Tone.Dim) };
            listing.Add(version.Repository, version.Before ?? "?", version.After ?? "?", current);
        }

        screen.Table(listing);
    }

    private static void ShowEnd(IScreen screen, RunState run, RunSummary summary, RunCommands commands, bool held)
    {
        string time = Elapsed.Between(run.StartedAt, run.EndedAt);
        switch (run.Status)
        {
            case RunStatus.Succeeded:
                screen.Line(new Piece("✓ ", Tone.Good), new Piece($"{run.Created.Runbook} succeeded", Tone.Strong), $" in {time}", new Piece($"  run {run.Id}", Tone.Dim));
                return;
            case RunStatus.Stopped:
                screen.Line(new Piece("■ ", Tone.Warn), new Piece($"{run.Created.Runbook} was stopped", Tone.Strong), $" after {time}{Who(run)}", new Piece($"  run {run.Id}", Tone.Dim));
                break;
            case RunStatus.Failed:
                screen.Line(new Piece("✗ ", Tone.Bad), new Piece($"{run.Created.Runbook} failed", Tone.Strong), $" after {time}", new Piece($"  run {run.Id}", Tone.Dim));
                ShowFailures(screen, run);
                Lines(screen, "done about it", RunSummary.Answers(run), Tone.Good);
                break;
            case RunStatus.Cancelled:
                screen.Line(new Piece("■ ", Tone.Warn), new Piece($"{run.Created.Runbook} was cancelled", Tone.Strong), $" after {time}{Who(run)}", new Piece($"  run {run.Id}", Tone.Dim));
                ShowFailures(screen, run);
                break;
            case RunStatus.Undone:
                screen.Line(new Piece("↶ ", Tone.Warn), new Piece($"{run.Created.Runbook} was undone", Tone.Strong), $" after {time}", new Piece($"  run {run.Id}", Tone.Dim));
                if (run.Failure is { } undone)
                {
                    FailureView.Show(screen, undone);
                }

                break;
            default:
                screen.Line(new Piece("… ", Tone.Warn), new Piece($"{run.Created.Runbook} {(held ? "is under way" : "was interrupted")}", Tone.Strong), new Piece($"  run {run.Id}", Tone.Dim));
                ShowSteering(screen, run, commands);
                ShowGates(screen, run, commands);
                break;
        }

        if (held)
        {
            return;
        }

        Lines(screen, "can be undone", summary.CanBeUndone, Tone.Normal);
        if (summary.HasChanges)
        {
            screen.Line(new Piece("take back with:  ", Tone.Dim), commands.Undo);
        }

        // What was given up or undone goes on only from a step that somebody chooses.
        screen.Line(new Piece("go on with:  ", Tone.Dim), run.Status is RunStatus.Cancelled or RunStatus.Undone ? $"{commands.Resume} --from STEP" : commands.Resume);
    }

    private static string Who(RunState run) => run.Halted is { } halted ? $" by {halted.By}{(halted.Reason is null ? string.Empty : $" ({halted.Reason})")}" : string.Empty;

    private static void ShowSteering(IScreen screen, RunState run, RunCommands commands)
    {
        if (run.Paused is { } paused)
        {
            screen.Line(new Piece($"{paused.By} paused it{(paused.Reason is null ? string.Empty : $" ({paused.Reason})")}; nothing new begins.", Tone.Warn));
            screen.Line(new Piece("continue with:  ", Tone.Dim), commands.Continue);
        }

        if (run.Halted is { } halted)
        {
            screen.Line(new Piece($"{halted.By} {(halted.Cancelled ? "cancelled" : "stopped")} it; what is under way finishes first.", Tone.Warn));
        }

        if (run.Undoing is { } undoing)
        {
            screen.Line(new Piece($"{undoing.By} undoes {(undoing.Steps.Count == run.Steps.Count ? "the whole run" : string.Join(", ", undoing.Steps))}.", Tone.Warn));
        }

        foreach (StepState step in run.Steps.Where(step => step.Status == StepStatus.Undecided))
        {
            screen.Line(new Piece($"step '{step.Step.Id}' has failed and waits for a decision:", Tone.Warn));
            FailureView.Show(screen, step.Failure!);
            screen.Line(new Piece("decide with:  ", Tone.Dim), commands.Decide(step.Step.Id));
        }
    }

    private static void ShowGates(IScreen screen, RunState run, RunCommands commands)
    {
        foreach (StepState step in run.Steps.Where(step => step.Status == StepStatus.Waiting))
        {
            screen.Line(new Piece($"step '{step.Step.Id}' waits for {step.Gate?.Need} yes: ", Tone.Warn), step.Gate?.Question);
            screen.Line(new Piece("answer with:  ", Tone.Dim), GateCommand.WithValues(commands.Approve(step.Step.Id), step.Gate));
        }
    }

    private static void ShowFailures(IScreen screen, RunState run)
    {
        List<StepState> failed = [.. run.Steps.Where(step => step is { Status: StepStatus.Failed, Failure: not null })];
        foreach (StepState step in failed)
        {
            screen.Line(new Piece($"step '{step.Step.Id}', {step.Step.Title}:", Tone.Dim));
            FailureView.Show(screen, step.Failure!);
        }

        if (failed.Count == 0 && run.Failure is { } failure)
        {
            FailureView.Show(screen, failure);
        }
    }

    private static void Lines(IScreen screen, string label, IReadOnlyList<string> lines, Tone tone)
    {
        foreach (string line in lines)
        {
            screen.Line(new Piece($"{label}:  ", Tone.Dim), new Piece(line, tone));
        }
    }

    private static string Short(string? commit) => commit is null ? "?" : commit.Length > 7 ? commit[..7] : commit;
}
