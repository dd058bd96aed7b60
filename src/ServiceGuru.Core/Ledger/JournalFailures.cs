using ServiceGuru.Operations;

namespace ServiceGuru.Ledger;

/// <summary>The failures of the journal.</summary>
internal static class JournalFailures
{
    /// <summary>There is no such run.</summary>
    public static GuruException NotFound(string runId) => new(new Failure
    {
        Id = "RunNotFound",
        Kind = FailureKind.Usage,
        Message = $"There is no run '{runId}'.",
        Target = runId,
        NextAction = "List the runs with 'guru runs'.",
    });

    /// <summary>Somebody else has the run's lock.</summary>
    public static GuruException Held(string runId) => new(new Failure
    {
        Id = "RunHeld",
        Message = $"Another process works on run {runId}.",
        Target = runId,
        NextAction = $"Watch it with 'guru show {runId}', or end that process first.",
    });

    /// <summary>The records are whole, but do not follow from each other.</summary>
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
    public static GuruException CannotBegin(string folder, Exception error) => Unwritable(
        folder, "The run's ledger can't be written, so the run was not started.", "Make room, repair the disk, or name another folder with --state; then start again. Nothing was changed.", error);

    /// <summary>A run can't go on, because its next record can't be written.</summary>
    public static GuruException CannotGoOn(string runId, Exception error) => Unwritable(
        runId, $"The ledger of run {runId} can't be written, so nothing more is done.", $"Make room or repair the disk, then 'guru resume {runId}'.", error);

    /// <summary>An answer can't be left for a run.</summary>
    public static GuruException CannotAnswer(string runId, Exception error) => Unwritable(
        runId, $"The answer could not be left for run {runId}.", "Make room or repair the disk, then answer again.", error);

    /// <summary>The ledger can't be read.</summary>
    public static GuruException Unreadable(string target, Exception error) => new(
        new Failure
        {
            Id = "LedgerUnreadable",
            Kind = FailureKind.Unreachable,
            Message = "The ledger can't be read.",
            Target = target,
            Cause = error.Message,
            NextAction = "Check the state folder's permissions, and that it is the right one (--state).",
        },
        error);

    private static GuruException Unwritable(string target, string message, string nextAction, Exception error) => new(
        new Failure
        {
            Id = "LedgerUnwritable",
            Kind = FailureKind.Unreachable,
            Message = message,
            Target = target,
            Cause = error.Message,
            NextAction = nextAction,
        },
        error);
}
