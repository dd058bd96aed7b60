using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Ledger;

/// <summary>The failures that every ledger has.</summary>
public static class LedgerFailures
{
    /// <summary>There is no such run.</summary>
    /// <param name="runId">The id that was asked for.</param>
    public static GuruException NotFound(string runId) => new(new Failure
    {
        Id = "RunNotFound",
        Kind = FailureKind.Usage,
        Message = $"There is no run '{runId}'.",
        Target = runId,
        NextAction = "List the runs with 'guru runs'.",
    });

    /// <summary>Somebody else has the run's lock.</summary>
    /// <param name="runId">The run.</param>
    public static GuruException Held(string runId) => new(new Failure
    {
        Id = "RunHeld",
        Message = $"Another process works on run {runId}.",
        Target = runId,
        NextAction = $"Watch it with 'guru show {runId}', or end that process first.",
    });

    /// <summary>Another runbook of the service is in progress.</summary>
    /// <param name="other">The other run.</param>
    /// <param name="created">How it began.</param>
    public static GuruException AnotherInProgress(string other, RunCreated created) => new(new Failure
    {
        Id = "AnotherRunInProgress",
        Message = $"{created.By} is running {created.Runbook} for {created.Service} now, and two deployments at once would undo each other.",
        Target = other,
        NextAction = $"Watch it with 'guru show {other}', answer its gate with 'guru approve', or end it first. Nothing was started.",
    });

    /// <summary>Another runbook of the service begins at this moment, and is not to be seen yet.</summary>
    /// <param name="service">The service.</param>
    public static GuruException AnotherBegins(string service) => new(new Failure
    {
        Id = "AnotherRunInProgress",
        Message = $"Somebody else begins a runbook for {service} at this moment, and two deployments at once would undo each other.",
        Target = service,
        NextAction = "See it with 'guru runs'. Nothing was started.",
    });

    /// <summary>Another runbook of the service began while a run could not hold its locks.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="service">The service.</param>
    public static GuruException ServiceLost(string runId, string service) => new(new Failure
    {
        Id = "RunLockLost",
        Message = $"Another runbook for {service} began while run {runId} had no connection to the ledger, so nothing more is done.",
        Target = runId,
        NextAction = $"See the other one with 'guru runs'; when it has ended, 'guru resume {runId}'.",
    });

    /// <summary>Somebody else has written since the run was opened.</summary>
    /// <param name="runId">The run.</param>
    public static GuruException Stale(string runId) => new(new Failure
    {
        Id = "StaleWriter",
        Message = $"Somebody else has written to run {runId} since it was opened.",
        Target = runId,
        NextAction = $"Look at it with 'guru show {runId}', then resume it.",
    });

    /// <summary>A record is not what was written.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="sequence">The record's sequence.</param>
    /// <param name="error">What is wrong with it.</param>
    public static GuruException Damaged(string runId, long sequence, Exception error) => new(
        new Failure
        {
            Id = "LedgerDamaged",
            Message = $"Record {sequence} of run {runId} is not what was written.",
            Target = runId,
            Cause = error.Message,
            NextAction = $"Nothing was changed. See 'guru audit {runId}' and compare with a backup; do not resume this run.",
        },
        error);

    /// <summary>What a service's runs have changed can't be told, because one of them is damaged.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="error">What is wrong with it.</param>
    public static GuruException PastDamaged(string runId, GuruException error) => new(
        error.Failure with
        {
            Message = $"What earlier runs have changed must be known here, and run {runId} is damaged: {error.Failure.Message}",
            NextAction = $"Nothing was changed. Put run {RunIds.ParentOf(runId) ?? runId} back from a backup, or look at what it has changed and take it out of the ledger: see 'A damaged run' in operating.md.",
        },
        error);

    /// <summary>The records are whole, but do not follow from each other.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="error">What does not follow.</param>
    public static GuruException NoRun(string runId, Exception error) => new(
        new Failure
        {
            Id = "LedgerDamaged",
            Message = $"The records of run {runId} do not make a run.",
            Target = runId,
            Cause = error.Message,
            NextAction = "Nothing was changed. Start a new run; it finds out by itself what is already done.",
        },
        error);

    /// <summary>A run can't begin, because its first record can't be written.</summary>
    /// <param name="target">The ledger: a folder, or a server and its database.</param>
    /// <param name="cause">Why.</param>
    /// <param name="remedy">What makes it writable, e.g. <c>Make room</c>.</param>
    /// <param name="error">The exception behind it.</param>
    public static GuruException CannotBegin(string target, string cause, string remedy, Exception error) => Unwritable(
        target, "The run's ledger can't be written, so the run was not started.", cause, $"{remedy}; then start again. Nothing was changed.", error);

    /// <summary>A run can't go on, because its next record can't be written.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cause">Why.</param>
    /// <param name="remedy">What makes it writable.</param>
    /// <param name="error">The exception behind it.</param>
    public static GuruException CannotGoOn(string runId, string cause, string remedy, Exception error) => Unwritable(
        runId, $"The ledger of run {runId} can't be written, so nothing more is done.", cause, $"{remedy}, then 'guru resume {runId}'.", error);

    /// <summary>A run can't be removed.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cause">Why.</param>
    /// <param name="remedy">What makes it removable.</param>
    /// <param name="error">The exception behind it.</param>
    public static GuruException CannotDelete(string runId, string cause, string remedy, Exception error) => Unwritable(
        runId, $"Run {runId} can't be removed from the ledger.", cause, $"{remedy}, then try again.", error);

    /// <summary>A request can't be left for a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cause">Why.</param>
    /// <param name="remedy">What makes it writable.</param>
    /// <param name="error">The exception behind it.</param>
    public static GuruException CannotAnswer(string runId, string cause, string remedy, Exception error) => Unwritable(
        runId, $"The answer could not be left for run {runId}.", cause, $"{remedy}, then answer again.", error);

    /// <summary>The ledger can't be read.</summary>
    /// <param name="target">What was to be read.</param>
    /// <param name="cause">Why.</param>
    /// <param name="remedy">What a person should do.</param>
    /// <param name="error">The exception behind it.</param>
    public static GuruException Unreadable(string target, string cause, string remedy, Exception error) => new(
        new Failure
        {
            Id = "LedgerUnreadable",
            Kind = FailureKind.Unreachable,
            Message = "The ledger can't be read.",
            Target = target,
            Cause = cause,
            NextAction = remedy,
        },
        error);

    private static GuruException Unwritable(string target, string message, string cause, string nextAction, Exception error) => new(
        new Failure
        {
            Id = "LedgerUnwritable",
            Kind = FailureKind.Unreachable,
            Message = message,
            Target = target,
            Cause = cause,
            NextAction = nextAction,
        },
        error);
}
