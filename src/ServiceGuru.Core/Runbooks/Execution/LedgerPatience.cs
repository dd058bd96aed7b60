using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Waits for a ledger that can't be reached for a moment. Whether that lasts too long, the run's own lock decides, and cancels.</summary>
internal sealed class LedgerPatience(TimeProvider time, IOperationProgress progress)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    /// <summary>Asks until the ledger is there.</summary>
    /// <param name="ask">What is asked; it may be asked again, because it had no effect.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (GuruException error) when (error.Failure is { Id: "LedgerUnreachable", Transient: true })
            {
                progress.Report($"waits for the ledger: {error.Failure.Cause}");
                await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
