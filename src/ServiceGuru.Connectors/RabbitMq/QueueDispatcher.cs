using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>
/// Hands the work of targets to workers. Messages only wake them: how far the work is, the ledger tells. What nobody works
/// on and no queue holds is handed over again.
/// </summary>
/// <param name="publisher">Puts work into the queue.</param>
/// <param name="ledger">The ledger, the same that the workers have.</param>
/// <param name="time">The clock.</param>
public sealed class QueueDispatcher(WorkPublisher publisher, IRunLedger ledger, TimeProvider time) : ITargetDispatcher, IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly object _lock = new();
    private readonly Dictionary<string, TargetWatch> _watches = [];
    private int _waiting;

    /// <inheritdoc/>
    public bool Elsewhere => true;

    /// <inheritdoc/>
    public async Task<RunState> CarryOutAsync(TargetWork work, IOperationProgress progress, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            return await HandOverAsync(work, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (Interlocked.Decrement(ref _waiting) == 0)
            {
                await publisher.RestAsync().ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => publisher.DisposeAsync();

    private async Task<RunState> HandOverAsync(TargetWork work, IOperationProgress progress, CancellationToken cancellationToken)
    {
        await PublishAsync(work, progress, cancellationToken).ConfigureAwait(false);
        TargetWatch watch;
        lock (_lock)
        {
            if (!_watches.TryGetValue(work.Run, out watch!))
            {
                _watches[work.Run] = watch = new TargetWatch(work.Run, ledger, publisher, time);
            }
        }

        await watch.WaitAsync(work, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(work.Target, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task PublishAsync(TargetWork work, IOperationProgress progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await publisher.PublishAsync(work, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (GuruException error) when (error.Failure.Id == "QueueUnreachable")
            {
                progress.Report($"waits for the queue: {error.Failure.Cause}");
                await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<RunState> ReadAsync(string target, IOperationProgress progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return LedgerReader.Fold(target, await ledger.ReadAsync(target, cancellationToken).ConfigureAwait(false));
            }
            catch (GuruException error) when (error.Failure.Kind == FailureKind.Unreachable)
            {
                progress.Report($"waits for the ledger: {error.Failure.Cause}");
                await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
