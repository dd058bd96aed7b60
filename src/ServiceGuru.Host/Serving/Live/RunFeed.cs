using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.Serving.Live;

/// <summary>Looks at one run from time to time, once for all who watch it.</summary>
internal sealed class RunFeed(IRunLedger ledger, string runId, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(700);

    private static readonly TimeSpan LookInTrouble = TimeSpan.FromSeconds(5);

    private volatile RunMoment _now = RunMoment.Empty;
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets the newest moment, and a task that ends when there is a newer one.</summary>
    public (RunMoment Moment, Task Changed) Now
    {
        get
        {
            Task changed = _changed.Task;
            return (_now, changed);
        }
    }

    /// <summary>Looks until it is cancelled. What nobody foresaw reaches everybody who watches.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            _changed.TrySetException(error);
        }
        catch (OperationCanceledException)
        {
            // Nobody watches any more.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            RunMoment seen = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (seen.SaysMoreThan(_now))
            {
                TaskCompletionSource before = _changed;
                _now = seen;
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                before.SetResult();
            }

            await Task.Delay(seen.Trouble is null ? Look : LookInTrouble, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<RunMoment> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<LedgerRecord> records = await ledger.ReadAsync(runId, cancellationToken).ConfigureAwait(false);
            bool held = await ledger.IsHeldAsync(runId, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<RunLine> lines = records.Count == _now.Lines.Count ? _now.Lines : RunLine.Of(runId, records);
            return new RunMoment(lines, held, await ledger.ReadProgressAsync(runId, cancellationToken).ConfigureAwait(false), null);
        }
        catch (GuruException error)
        {
            // Whoever watches is told, and sees the run again when the ledger is back.
            return _now with { Trouble = error.Failure };
        }
    }
}
