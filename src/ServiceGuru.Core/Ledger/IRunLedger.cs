using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Ledger;

/// <summary>The append-only record of runs.</summary>
public interface IRunLedger
{
    /// <summary>Gets a value indicating whether several machines write here: then a service is known by its name, because its definition's file lies elsewhere on each.</summary>
    bool Shared => false;

    /// <summary>Begins a run and takes its lock; a runbook's run takes the service, too, see <see cref="IRunWriter.TakeServiceAsync"/>.</summary>
    /// <param name="runId">A new id, see <see cref="RunIds"/>.</param>
    /// <param name="created">The first event.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The run's writer; dispose it to release the lock.</returns>
    /// <exception cref="Operations.GuruException">The ledger can't be written (<c>LedgerUnwritable</c>), or another runbook has the service (<c>AnotherRunInProgress</c>).</exception>
    Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken);

    /// <summary>Takes a run's lock and reads where it stands; a torn last record is cut off.</summary>
    /// <exception cref="Operations.GuruException">
    /// There is no such run (<c>RunNotFound</c>), another process works on it (<c>RunHeld</c>), or its record was changed
    /// (<c>LedgerDamaged</c>).
    /// </exception>
    Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Reads a run's records without its lock; a torn last record is left out.</summary>
    /// <exception cref="Operations.GuruException"><c>RunNotFound</c>, <c>LedgerDamaged</c>.</exception>
    Task<IReadOnlyList<LedgerRecord>> ReadAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Lists the runs' ids, newest first; the runs of their targets are not among them.</summary>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Looks for runs, newest first; the runs of their targets are not among them. Reads on only as far as the caller does.</summary>
    IAsyncEnumerable<string> FindAsync(RunFilter filter, CancellationToken cancellationToken);

    /// <summary>Lists the ids of the runs that belong to the targets of a run, see <see cref="RunIds.OfTarget"/>.</summary>
    Task<IReadOnlyList<string>> ListTargetsAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Tells where the runs of a run's targets stand: one look for all of them, however many there are.</summary>
    /// <exception cref="Operations.GuruException"><c>RunNotFound</c>, <c>LedgerUnreadable</c>.</exception>
    Task<IReadOnlyList<TargetRun>> ListTargetRunsAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Tells whether a process works on the run now.</summary>
    Task<bool> IsHeldAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Leaves a request for the process that works on the run, now or when it is resumed.</summary>
    Task PostAsync(string runId, RunRequest request, CancellationToken cancellationToken);

    /// <summary>Reads the newest progress of a run, oldest first, at most 500 lines; empty where there is none.</summary>
    Task<IReadOnlyList<ProgressLine>> ReadProgressAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Checks a run's hash chain from the first record on.</summary>
    /// <exception cref="Operations.GuruException"><c>RunNotFound</c>, <c>LedgerUnreadable</c>.</exception>
    Task<RunAudit> AuditAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Writes a run's records as JSON lines with their hashes, byte for byte as they were recorded.</summary>
    /// <exception cref="Operations.GuruException"><c>RunNotFound</c>, <c>LedgerUnreadable</c>.</exception>
    Task ExportAsync(string runId, Stream destination, CancellationToken cancellationToken);

    /// <summary>Removes a run with the runs of its targets.</summary>
    /// <exception cref="Operations.GuruException"><c>RunNotFound</c>, it or one of its targets is worked on (<c>RunHeld</c>), <c>LedgerUnwritable</c>.</exception>
    Task DeleteAsync(string runId, CancellationToken cancellationToken);
}
