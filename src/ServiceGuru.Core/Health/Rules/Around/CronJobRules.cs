using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Health.Rules.Around;

/// <summary>A CronJob does not run when it should.</summary>
internal static class CronJobRules
{
    public static IReadOnlyList<HealthRule<AroundSubject<CronJobState>>> All { get; } =
    [
        new("CronJobSuspended", HealthLayer.Job, FindingSeverity.Warning, job => job.State.Suspended
            ? new Sighting($"{job.Target} is held back (suspend): it does not run at {job.State.Schedule}.")
            {
                Evidence = Evidence.Lines(LastRun(job.State)),
                NextAction = job.Scope.Kubectl($"patch {job.Target} --type merge -p '{{\"spec\":{{\"suspend\":false}}}}'"),
            }
            : null),
        new("CronJobScheduleInvalid", HealthLayer.Job, FindingSeverity.Terminal, job => job.Event("UnparseableSchedule", "UnknownTimeZone") is { } seen
            ? new Sighting($"The schedule of {job.Target} makes no sense: {job.State.Schedule}.")
            {
                Since = seen.FirstSeen,
                Cause = seen.Message,
                Evidence = [Evidence.Line(seen)],
                NextAction = $"Correct spec.schedule or spec.timeZone: {job.Scope.Kubectl($"edit {job.Target}")}",
            }
            : null),
        new("MissedRuns", HealthLayer.Job, FindingSeverity.AfterGrace, Missed),
    ];

    /// <summary>
    /// The controller tells of runs that it missed only while it still tries, so the schedule is looked at, too. A run
    /// that was made after all ends the matter.
    /// </summary>
    private static Sighting? Missed(AroundSubject<CronJobState> job)
    {
        CronJobState state = job.State;
        if (state.ForbidsConcurrency && state.Active > 0)
        {
            return null;
        }

        DateTimeOffset? due = CronSchedule.TryParse(state.Schedule)?.LastBefore(job.Scope.Now, state.TimeZone);
        bool late = due is { } time && time > state.CreatedAt && (state.LastScheduledAt is not { } last || last < time);
        ClusterEvent? told = job.Event("TooManyMissedTimes", "FailedNeedsStart", "MissSchedule", "FailedCreate");
        bool stands = told is not null && (state.LastScheduledAt is not { } since || since < told.LastSeen);
        return !late && !stands ? null : new Sighting($"{job.Target} did not run when it should have ({state.Schedule}).")
        {
            Since = late ? due : told!.FirstSeen ?? told.LastSeen,
            Cause = told?.Message,
            Evidence = Evidence.Lines(LastRun(state), late ? FormattableString.Invariant($"due {due:yyyy-MM-dd HH:mm}Z") : null, told is null ? null : Evidence.Line(told)),
            NextAction = $"{job.Describe()}; run it by hand: {job.Scope.Kubectl($"create job --from={job.Target} {job.Name}-manual")}",
        };
    }

    private static string LastRun(CronJobState state) => state.LastScheduledAt is { } last
        ? FormattableString.Invariant($"last run {last.UtcDateTime:yyyy-MM-dd HH:mm}Z")
        : "it never ran";
}
