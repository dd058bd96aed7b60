using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

/// <summary>
/// Keeps two runbooks from deploying one service at the same time: the second would fail at its first push, and put the
/// topics back in the middle of the first. Single operations may go beside a run.
/// </summary>
internal sealed class RunsInProgress(IRunLedger ledger)
{
    /// <summary>Refuses to go on where a process works on another run of the same definition; in a ledger that machines share, of the same service.</summary>
    /// <param name="created">The run that is about to start or be resumed.</param>
    /// <param name="own">Its id, if it has one.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Operations.GuruException">Another run is in progress (<c>AnotherRunInProgress</c>).</exception>
    public async Task RefuseOthersAsync(RunCreated created, string? own, CancellationToken cancellationToken)
    {
        if (!created.IsAlone)
        {
            return;
        }

        await foreach (string id in ledger.FindAsync(new RunFilter { Service = created.Service, Held = true }, cancellationToken).ConfigureAwait(false))
        {
            // Who has a run that has ended looks at it, removes it, or asks people before it goes on; the service's lock decides that.
            if (id != own
                && await ledger.ReadAsync(id, cancellationToken).ConfigureAwait(false) is [{ Event: RunCreated { IsAlone: true } other }, ..] records
                && (ledger.Shared || other.ServicePath == created.ServicePath)
                && LedgerReader.Fold(id, records).Status == RunStatus.Running)
            {
                throw LedgerFailures.AnotherInProgress(id, other);
            }
        }
    }
}
