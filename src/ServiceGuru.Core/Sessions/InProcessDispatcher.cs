using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

/// <summary>Does the work of targets in this process.</summary>
internal sealed class InProcessDispatcher(ServiceSession session, IGatekeeper gatekeeper) : ITargetDispatcher
{
    private static readonly TimeSpan HeldPoll = TimeSpan.FromSeconds(1);

    private readonly TargetGatekeeper _gatekeeper = new(gatekeeper);

    /// <inheritdoc/>
    public bool Elsewhere => false;

    /// <inheritdoc/>
    public async Task<RunState> CarryOutAsync(TargetWork work, IOperationProgress progress, CancellationToken cancellationToken)
    {
        IRunWriter writer = await OpenAsync(work.Target, progress, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            return TargetRuns.HasEnded(writer.State, work.After)
                ? writer.State
                : await new TargetRuns(session).CarryOutAsync(writer, writer.State.Created.By, _gatekeeper, new TargetObserver(progress), CancellationToken.None, cancellationToken).ConfigureAwait(false);
        }
    }

    // A worker may still have it, from a time when the run was carried out by workers.
    private async Task<IRunWriter> OpenAsync(string id, IOperationProgress progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await session.Ledger.OpenAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch (GuruException error) when (error.Failure.Id == "RunHeld")
            {
                progress.Report("another process still works on it");
                await Task.Delay(HeldPoll, session.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
