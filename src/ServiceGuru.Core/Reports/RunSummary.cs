using ServiceGuru.Branches;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Notices;
using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Rollouts;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using RunStatus = ServiceGuru.Runbooks.State.RunStatus;

namespace ServiceGuru.Reports;

/// <summary>What a run has brought about, or, where it failed, what was and can be undone.</summary>
public sealed record RunSummary
{
    /// <summary>The branches that the run moved or put back.</summary>
    public IReadOnlyList<BranchMove> Moves { get; init; } = [];

    /// <summary>The images that it waited for.</summary>
    public IReadOnlyList<PublishedImage> Images { get; init; } = [];

    /// <summary>The workloads whose image was replaced.</summary>
    public IReadOnlyList<WorkloadRollout> Rollouts { get; init; } = [];

    /// <summary>What an environment ran before and after; empty where the run did not look twice.</summary>
    public IReadOnlyList<VersionChange> Versions { get; init; } = [];

    /// <summary>The channels whose topic was put back.</summary>
    public IReadOnlyList<ChannelTopic> TopicsRestored { get; init; } = [];

    /// <summary>The posts that were drafted.</summary>
    public IReadOnlyList<BlogPost> BlogPosts { get; init; } = [];

    /// <summary>What became of posts: the last that is known of each.</summary>
    public IReadOnlyList<PostPublication> Publications { get; init; } = [];

    /// <summary>What was undone because the run failed.</summary>
    public IReadOnlyList<string> Undone { get; init; } = [];

    /// <summary>What could not be undone although it should have been.</summary>
    public IReadOnlyList<Failure> NotUndone { get; init; } = [];

    /// <summary>How a person can undo what is still there.</summary>
    public IReadOnlyList<string> CanBeUndone { get; init; } = [];

    /// <summary>Whether an undo may find something to do: a change that is still there and can be taken back, or of which nobody can tell.</summary>
    public bool HasChanges { get; init; }

    // What was taken back is not what production runs.
    private static IReadOnlyList<WorkloadRollout> Rolled(RunState run)
    {
        List<UndoReport> reverts = [.. Outputs.All<UndoReport>(run, "rollout/undo")];
        return reverts.Count > 0
            ? [.. reverts.SelectMany(report => report.Workloads)]
            : [.. Outputs.All<ImportReport>(run, "rollout/import").SelectMany(report => report.Workloads)];
    }

    /// <summary>Sums a run up.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The summary.</returns>
    public static RunSummary Of(RunState run)
    {
        List<(StepState Step, ChangeResult Result)> changes = [.. run.Steps.SelectMany(step => step.Changes.Select(result => (step, result)))];
        return new RunSummary
        {
            Moves =
            [
                .. Outputs.All<MoveReport>(run, "branches/move").Concat(Outputs.All<MoveReport>(run, "branches/restore")).SelectMany(report => report.Moves),
            ],
            Images = [.. Outputs.All<ImageReport>(run, "images/await").SelectMany(report => report.Images)],
            Rollouts = Rolled(run),
            Versions = CompareVersions([.. Outputs.All<DeployedVersions>(run, "health/versions")]),
            TopicsRestored =
            [
                .. Outputs.All<TopicReport>(run, "notice/restore-topic")
                    .SelectMany(report => report.Channels)
                    .Where(channel => channel.Status == TopicStatus.Restored),
            ],
            BlogPosts =
            [
                // One that was declined or could not be written is nowhere.
                .. run.Steps.Where(step => step.Step.Uses == "notes/blog-post" && (step.Changes.Count == 0 || step.Changes.Any(change => change.Status == ChangeStatus.Applied)))
                    .Select(Outputs.Of<BlogPost>).OfType<BlogPost>(),
            ],
            Publications =
            [
                .. Outputs.All<PostPublication>(run, "notes/publish").Concat(Outputs.All<PostPublication>(run, "notes/merge"))
                    .GroupBy(post => post.RepositoryPath, StringComparer.Ordinal)
                    .Select(posts => posts.Last()),
            ],
            Undone =
            [
                .. changes.Where(entry => entry.Result.Status == ChangeStatus.Undone && !PutBack.ByAnotherStep(run, entry.Step.Step.Id, entry.Result.Change))
                    .Select(entry => Revert(entry.Step, entry.Result)),
            ],
            NotUndone = [.. run.Steps.SelectMany(step => step.Undos.Values).Select(undo => undo.Failure).OfType<Failure>()],
            HasChanges = run.Status != RunStatus.Undone && (run.Steps.Exists(step => step.Targets.Count > 0)
                || changes.Exists(entry => entry.Result.Status is ChangeStatus.Started or ChangeStatus.Unknown
                    || (entry.Result is { Status: ChangeStatus.Applied, Change.Undo: not null } && !PutBack.ByAnotherStep(run, entry.Step.Step.Id, entry.Result.Change)))),
            CanBeUndone = run.Status == RunStatus.Succeeded ? [] :
            [
                .. changes.Where(entry => entry.Result.Status == ChangeStatus.Applied && !PutBack.ByAnotherStep(run, entry.Step.Step.Id, entry.Result.Change))
                    .Select(entry => entry.Result.Change.Undo)
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>What the run itself did about a failure, so that nobody does it again: e.g. it reverted production.</summary>
    /// <param name="run">The run.</param>
    /// <returns>One line each.</returns>
    public static IReadOnlyList<string> Answers(RunState run)
    {
        HashSet<string> about = [];
        foreach (StepHeader step in run.Steps.Select(state => state.Step))
        {
            if (step.When == StepCondition.Failure || (step.When == StepCondition.Success && step.Needs.Any(about.Contains)))
            {
                about.Add(step.Id);
            }
        }

        return
        [
            .. run.Steps.Where(step => about.Contains(step.Step.Id) && step is { Status: StepStatus.Succeeded, Gate: null })
                .Select(step => $"step '{step.Step.Id}', {step.Step.Title}{(StepResult.Of(run, step.Step.Id) is { } result ? $": {result}" : string.Empty)}"),
        ];
    }

    private static string Revert(StepState step, ChangeResult result) =>
        step.Undos.GetValueOrDefault(result.Change.Id)?.Revert.Summary ?? result.Change.Undo ?? result.Change.Summary;

    private static IReadOnlyList<VersionChange> CompareVersions(IReadOnlyList<DeployedVersions> reports)
    {
        if (reports.Count < 2)
        {
            return [];
        }

        Dictionary<string, DeployedVersion> before = reports[0].Components.ToDictionary(component => component.Repository);
        return
        [
            .. reports[^1].Components.Select(component => new VersionChange(
                component.Repository,
                before.GetValueOrDefault(component.Repository) is { } old ? old.Commit ?? old.Version : null,
                component.Commit ?? component.Version,
                component.Current)),
        ];
    }
}
