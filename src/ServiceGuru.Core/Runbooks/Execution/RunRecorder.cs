using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>
/// Lets steps that run side by side append to one record, and tells the observer. What comes while a record is being made
/// durable waits, and then becomes durable together: one flush for all of it.
/// </summary>
internal sealed class RunRecorder(IRunWriter writer, IRunObserver observer, TimeProvider time) : IDisposable
{
    private readonly ProgressBoard _board = new(time);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly object _lock = new();
    private List<(RunEvent Event, TaskCompletionSource Durable)> _waiting = [];

    // Gates and the steering look into the mailbox at the same time; one takes out what the other is reading.
    private readonly SemaphoreSlim _mail = new(1, 1);

    /// <summary>Gets where the run stands.</summary>
    public RunState State => writer.State;

    /// <summary>Appends a record and returns when it is durable.</summary>
    public async Task AppendAsync(RunEvent runEvent)
    {
        TaskCompletionSource durable = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((runEvent, durable));
        }

        // What has happened is recorded even when the run is being cancelled, hence no token.
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            // Whoever had the turn before may have taken this one along.
            if (!durable.Task.IsCompleted)
            {
                await AppendWaitingAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }

        await durable.Task.ConfigureAwait(false);
    }

    /// <summary>Reads what people ask of the run.</summary>
    public async Task<IReadOnlyList<PostedRequest>> ReadRequestsAsync(CancellationToken cancellationToken)
    {
        await _mail.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await writer.ReadRequestsAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _mail.Release();
        }
    }

    /// <summary>Removes a request whose consequence is recorded.</summary>
    public async Task RemoveRequestAsync(string id, CancellationToken cancellationToken)
    {
        await _mail.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await writer.RemoveRequestAsync(id, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _mail.Release();
        }
    }

    /// <summary>Tells the observer how far a step is.</summary>
    public StepProgress Progress(string step) => new(observer, _board, step);

    /// <summary>Tells those who watch from elsewhere what the steps have said since the last time.</summary>
    public async Task TellProgressAsync(CancellationToken cancellationToken)
    {
        if (_board.Take() is { Count: > 0 } lines)
        {
            await writer.TellAsync(lines, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Dispose();
        _mail.Dispose();
    }

    private async Task AppendWaitingAsync()
    {
        List<(RunEvent Event, TaskCompletionSource Durable)> batch;
        lock (_lock)
        {
            (batch, _waiting) = (_waiting, []);
        }

        batch = Fitting(batch);
        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            foreach ((LedgerRecord record, RunState state) in await writer.AppendAsync([.. batch.Select(entry => entry.Event)], CancellationToken.None).ConfigureAwait(false))
            {
                observer.OnRecord(record, state);
            }
        }
        catch (Exception error)
        {
            batch.ForEach(entry => entry.Durable.TrySetException(error));
            return;
        }

        batch.ForEach(entry => entry.Durable.TrySetResult());
    }

    // What does not fit must fail whoever brought it, and nobody else; the ledger is not even asked.
    private List<(RunEvent Event, TaskCompletionSource Durable)> Fitting(List<(RunEvent Event, TaskCompletionSource Durable)> batch)
    {
        List<(RunEvent Event, TaskCompletionSource Durable)> fitting = [];
        RunState state = writer.State;
        foreach ((RunEvent runEvent, TaskCompletionSource durable) in batch)
        {
            try
            {
                state = RunTransitions.Apply(state, new LedgerRecord(state.Sequence + 1, time.GetUtcNow(), runEvent));
                fitting.Add((runEvent, durable));
            }
            catch (InvalidTransitionException error)
            {
                durable.TrySetException(error);
            }
        }

        return fitting;
    }

    /// <summary>Forwards one step's progress.</summary>
    internal sealed class StepProgress(IRunObserver observer, ProgressBoard board, string step) : Operations.IOperationProgress
    {
        /// <inheritdoc/>
        public void Report(string message, double? fraction = null)
        {
            observer.OnProgress(step, message, fraction);
            board.Note(step, message, fraction);
        }
    }
}
