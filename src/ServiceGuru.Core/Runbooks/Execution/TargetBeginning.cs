using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Puts a target's run into the ledger, so that whoever does its work finds all there.</summary>
internal sealed class TargetBeginning(RunbookStep step, RunState run, IRunLedger ledger)
{
    /// <summary>Makes sure that the run is there and nothing of an earlier time lies in its mailbox.</summary>
    /// <returns>Its newest record.</returns>
    public async Task<long> PrepareAsync(TargetHeader target, TargetRun? known, bool approved, CancellationToken cancellationToken)
    {
        if (known is null)
        {
            RunCreated created = TargetRunbook.Begin(run.Created, run.Id, step, target, approved);
            IRunWriter begun = await ledger.CreateAsync(target.RunId, created, cancellationToken).ConfigureAwait(false);
            await begun.DisposeAsync().ConfigureAwait(false);
            return 1;
        }

        try
        {
            IRunWriter writer = await ledger.OpenAsync(target.RunId, cancellationToken).ConfigureAwait(false);
            await using (writer.ConfigureAwait(false))
            {
                // A stop or a pause of an earlier time must not meet who goes on with it now.
                foreach (PostedRequest posted in await writer.ReadRequestsAsync(cancellationToken).ConfigureAwait(false))
                {
                    await writer.RemoveRequestAsync(posted.Id, cancellationToken).ConfigureAwait(false);
                }

                if (approved && writer.State.Created.Parent?.Approved == false)
                {
                    string? from = writer.State.Status is RunStatus.Succeeded or RunStatus.Cancelled or RunStatus.Undone ? step.Id : null;
                    await writer.AppendAsync(new RunResumed(run.Created.By) { From = from, Approves = true }, cancellationToken).ConfigureAwait(false);
                }

                return writer.State.Sequence;
            }
        }
        catch (GuruException error) when (error.Failure.Id == "RunHeld")
        {
            // Somebody has gone on with it while nobody waited; its end counts.
            return known.Sequence;
        }
    }
}
