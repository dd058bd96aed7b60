namespace ServiceGuru.Runbooks.Execution;

/// <summary>The time that one attempt at a step may take. A paused run uses up nobody's time.</summary>
internal sealed class StepTimeout : IDisposable
{
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end;
    private readonly object _lock = new();
    private TimeSpan _left;
    private long _since;
    private int _suspended;

    /// <param name="timeout">How long; null for as long as it takes.</param>
    /// <param name="time">The clock.</param>
    public StepTimeout(TimeSpan? timeout, TimeProvider time)
    {
        _time = time;
        _left = timeout ?? Timeout.InfiniteTimeSpan;
        _since = time.GetTimestamp();
        _end = new CancellationTokenSource(_left, time);
    }

    /// <summary>Gets the token that is cancelled when the time is over.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Waits until something new may begin; while the run is paused, the time stands still.</summary>
    public async Task SuspendedAsync(RunSteering steering, CancellationToken cancellationToken)
    {
        if (!steering.IsPaused || _left == Timeout.InfiniteTimeSpan)
        {
            await steering.MayBeginAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        Suspend();
        try
        {
            await steering.MayBeginAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Resume();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();

    // Changes that go side by side wait side by side; the first one stops the clock, the last one starts it again.
    private void Suspend()
    {
        lock (_lock)
        {
            if (_suspended++ == 0)
            {
                TimeSpan used = _time.GetElapsedTime(_since);
                _left = used < _left ? _left - used : TimeSpan.Zero;
                _end.CancelAfter(Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Resume()
    {
        lock (_lock)
        {
            if (--_suspended == 0)
            {
                _since = _time.GetTimestamp();
                _end.CancelAfter(_left);
            }
        }
    }
}
