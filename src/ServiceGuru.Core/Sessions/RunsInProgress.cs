using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Sessions;

/// <summary>
/// Keeps two runbooks from deploying one service at the same time: the second would fail at its first push, and put the
/// topics back in the middle of the first. Single operations may go beside a run.
/// </summary>
internal sealed class RunsInProgress(IRunLedger ledger)
{
    /// <summary>Refuses to go on where a process works on another run of the same definition.</summary>
    /// <param name="created">The run that is about to start or be resumed.</param>
    /// <param name="own">Its id, if it has one.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="GuruException">Another run is in progress (<c>AnotherRunInProgress</c>).</exception>
    public async Task RefuseOthersAsync(RunCreated created, string? own, CancellationToken cancellationToken)
    {
        if (created.RunbookPath is null)
        {
            return;
        }

        await foreach (string id in ledger.FindAsync(new RunFilter { Service = created.Service, Held = true }, cancellationToken).ConfigureAwait(false))
        {
            if (id != own
                && (await ledger.ReadAsync(id, cancellationToken).ConfigureAwait(false)) is [{ Event: RunCreated { RunbookPath: not null } other }, ..]
                && other.ServicePath == created.ServicePath)
            {
                throw new GuruException(new Failure
                {
                    Id = "AnotherRunInProgress",
                    Message = $"{other.By} is running {other.Runbook} for {other.Service} now, and two deployments at once would undo each other.",
                    Target = id,
                    NextAction = $"Watch it with 'guru show {id}', answer its gate with 'guru approve', or end it first. Nothing was started.",
                });
            }
        }
    }
}
