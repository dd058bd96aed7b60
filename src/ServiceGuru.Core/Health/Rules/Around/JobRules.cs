using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Health.Rules.Around;

/// <summary>A Job failed, or is held back.</summary>
internal static class JobRules
{
    public static IReadOnlyList<HealthRule<AroundSubject<JobState>>> All { get; } =
    [
        Failed("BackoffLimitExceeded", "failed: its pods failed as often as they may", "BackoffLimitExceeded"),
        Failed("DeadlineExceeded", "failed: it took longer than it may (activeDeadlineSeconds)", "DeadlineExceeded"),
        Failed("FailedIndexes", "failed: some of its indexes failed", "FailedIndexes", "MaxFailedIndexesExceeded"),
        Failed("JobFailed", "failed"),
        new("FailedIndexes", HealthLayer.Job, FindingSeverity.Warning, job => job.State.FailedIndexes is { Length: > 0 } indexes && Condition(job, "Complete") is null
            ? new Sighting($"{job.Target} still runs, but its indexes {indexes} failed.") { Evidence = [Counts(job.State)], NextAction = job.Describe() }
            : null),
        new("JobSuspended", HealthLayer.Job, FindingSeverity.Warning, job => job.State.Suspended && Condition(job, "Complete") is null
            ? new Sighting($"{job.Target} is held back (suspend).")
            {
                Since = Condition(job, "Suspended")?.ChangedAt ?? job.State.CreatedAt,
                NextAction = job.Scope.Kubectl($"patch {job.Target} --type merge -p '{{\"spec\":{{\"suspend\":false}}}}'"),
            }
            : null),
    ];

    private static HealthRule<AroundSubject<JobState>> Failed(string reason, string what, params string[] reasons) =>
        new(reason, HealthLayer.Job, FindingSeverity.Terminal, job =>
            (Condition(job, "Failed") ?? Condition(job, "FailureTarget")) is { } failed && (reasons.Length == 0 || reasons.Contains(failed.Reason))
                ? Seen(job, failed, what)
                : null);

    private static Sighting Seen(AroundSubject<JobState> job, ConditionState failed, string what)
    {
        ContainerSubject? ended = LastFailure(job);
        return new Sighting($"{job.Target} {what}.")
        {
            Severity = IsPast(job, failed) ? FindingSeverity.Warning : null,
            Since = failed.ChangedAt,
            Cause = failed.Message,
            Evidence = Evidence.Lines(Evidence.Line(failed), Counts(job.State), job.State.FailedIndexes is { Length: > 0 } indexes ? $"failed indexes {indexes}" : null, ended?.State()),
            NextAction = ended is null ? job.Scope.Kubectl($"logs {job.Target}") : ended.ReadLog(),
            Log = ended?.Log,
        };
    }

    /// <summary>A run that a later one made up for, or that failed long ago, is only worth knowing.</summary>
    private static bool IsPast(AroundSubject<JobState> job, ConditionState failed) =>
        (failed.ChangedAt is { } at && job.Scope.Now - at > job.Scope.Policy.Window)
        || (job.State.CronJob is { } parent && job.View.Around.Jobs.Any(other => other.CronJob == parent && other.CreatedAt > job.State.CreatedAt
            && other.Conditions.Any(condition => condition is { Type: "Complete", Status: "True" })));

    private static ContainerSubject? LastFailure(AroundSubject<JobState> job) => job.View.Owned(job.Kind, job.Name)
        .OrderByDescending(pod => pod.CreatedAt)
        .SelectMany(pod => pod.Containers.Where(container => container is { Phase: ContainerPhase.Terminated, ExitCode: not (null or 0) })
            .Select(container => new ContainerSubject(new PodSubject(job.Scope, pod, [], Replaced: false), container)))
        .FirstOrDefault();

    private static ConditionState? Condition(AroundSubject<JobState> job, string type) =>
        job.State.Conditions.FirstOrDefault(condition => condition.Type == type && condition.Status == "True");

    private static string Counts(JobState state) => $"{state.Active} active, {state.Failed} failed";
}
