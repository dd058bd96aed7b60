using System.Text.Json.Nodes;
using ServiceGuru.Branches;
using ServiceGuru.Images;
using ServiceGuru.Notices;
using ServiceGuru.Operations;
using ServiceGuru.Reports;
using ServiceGuru.Rollouts;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;
using RunStatus = ServiceGuru.Runbooks.State.RunStatus;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>A run as a JSON document.</summary>
internal sealed record RunDocument
{
    public required RunStatus Status { get; init; }

    public required string RunId { get; init; }

    /// <summary>The exit code; null while the run is under way.</summary>
    public int? ExitCode { get; init; }

    public required string Runbook { get; init; }

    public required string Service { get; init; }

    public required string By { get; init; }

    /// <summary>The scenario that its parameters come from.</summary>
    public string? Scenario { get; init; }

    /// <summary>The hash of the plan that it holds to.</summary>
    public string? PlanHash { get; init; }

    /// <summary>The steps of which that plan promised nothing.</summary>
    public IReadOnlyList<string>? NotPromised { get; init; }

    /// <summary>The recorded step or snippet that it runs alone.</summary>
    public RunOrigin? Origin { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Duration { get; init; }

    public Failure? Failure { get; init; }

    public required IReadOnlyList<StepDocument> Steps { get; init; }

    public required IReadOnlyList<BranchMove> Moves { get; init; }

    public required IReadOnlyList<PublishedImage> Images { get; init; }

    public required IReadOnlyList<WorkloadRollout> Rollouts { get; init; }

    /// <summary>How many pods were replaced in all.</summary>
    public required int PodsReplaced { get; init; }

    public required IReadOnlyList<VersionChange> Versions { get; init; }

    public required IReadOnlyList<ChannelTopic> TopicsRestored { get; init; }

    /// <summary>The path of the drafted blog post.</summary>
    public string? BlogPost { get; init; }

    public required IReadOnlyList<string> Undone { get; init; }

    public required IReadOnlyList<Failure> NotUndone { get; init; }

    public required IReadOnlyList<string> CanBeUndone { get; init; }

    /// <summary>The command that goes on with the run; null where there is nothing to go on with.</summary>
    public string? Resume { get; init; }

    /// <summary>The command that takes back what the run has changed; null where nothing of it is there, or a process works on it.</summary>
    public string? Undo { get; init; }

    /// <summary>Who paused it, while it is paused.</summary>
    public RunPaused? Paused { get; init; }

    /// <summary>Who stopped or cancelled it.</summary>
    public RunHalted? Halted { get; init; }

    /// <summary>Who undoes it, until nothing is left to be undone.</summary>
    public UndoRequested? Undoing { get; init; }

    public static RunDocument Of(RunState run, RunCommands? commands)
    {
        RunSummary summary = RunSummary.Of(run);
        return new RunDocument
        {
            Status = run.Status,
            RunId = run.Id,
            ExitCode = run.Status == RunStatus.Running ? null : new RunOutcome(run).ExitCode,
            Runbook = run.Created.Runbook,
            Service = run.Created.Service,
            By = run.Created.By,
            Scenario = run.Created.Scenario,
            PlanHash = run.Created.PlanHash,
            NotPromised = run.Created.Promise is { } promise ? [.. promise.Steps.Where(step => step.Gap is not null).Select(step => step.Step)] : null,
            Origin = run.Created.Origin,
            StartedAt = run.StartedAt,
            EndedAt = run.EndedAt,
            Duration = Time(run.StartedAt, run.EndedAt),
            Failure = run.Failure,
            Steps = [.. run.Steps.Select(StepDocument.Of)],
            Moves = summary.Moves,
            Images = summary.Images,
            Rollouts = summary.Rollouts,
            PodsReplaced = summary.Rollouts.Sum(rollout => rollout.PodsReplaced),
            Versions = summary.Versions,
            TopicsRestored = summary.TopicsRestored,
            BlogPost = summary.BlogPosts.LastOrDefault()?.Path,
            Undone = summary.Undone,
            NotUndone = summary.NotUndone,
            CanBeUndone = summary.CanBeUndone,
            Resume = run.Status == RunStatus.Succeeded ? null : commands?.Resume,
            Undo = summary.HasChanges ? commands?.Undo : null,
            Paused = run.Paused,
            Halted = run.Halted,
            Undoing = run.Undoing,
        };
    }

    private static string? Time(DateTimeOffset? start, DateTimeOffset? end) =>
        start is { } from && end is { } to ? Documents.Duration.Format(to - from) : null;

    /// <summary>One step of it.</summary>
    internal sealed record StepDocument
    {
        public required string Id { get; init; }

        public required string Title { get; init; }

        public required string Uses { get; init; }

        public required StepStatus Status { get; init; }

        public int Attempt { get; init; }

        public string? Duration { get; init; }

        public required IReadOnlyList<ChangeResult> Changes { get; init; }

        /// <summary>The gate with what it showed, where the step is one.</summary>
        public GateOpened? Gate { get; init; }

        /// <summary>What people answered.</summary>
        public required IReadOnlyList<GateAnswered> Answers { get; init; }

        public JsonNode? Output { get; init; }

        public Failure? Failure { get; init; }

        public string? SkipReason { get; init; }

        /// <summary>What somebody decided when it had failed.</summary>
        public FailureDecided? Decision { get; init; }

        /// <summary>The targets, where the step has some.</summary>
        public required IReadOnlyList<TargetState> Targets { get; init; }

        public static StepDocument Of(StepState step) => new()
        {
            Id = step.Step.Id,
            Title = step.Step.Title,
            Uses = step.Step.Uses,
            Status = step.Status,
            Attempt = step.Attempt,
            Duration = Time(step.StartedAt, step.EndedAt),
            Changes = step.Changes,
            Gate = step.Gate,
            Answers = step.Answers,
            Output = step.OutputAsJson(),
            Failure = step.Failure,
            SkipReason = step.SkipReason,
            Decision = step.Decision,
            Targets = step.Targets,
        };
    }
}
