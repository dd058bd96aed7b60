namespace ServiceGuru.Time;

/// <summary>A clock that stands still until a test advances it; timers fire inside <see cref="Advance"/>, in due order.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;
    private TaskCompletionSource _timerAdded = NewSignal();

    /// <summary>Starts the clock at a Monday noon, or at the given time.</summary>
    public ManualTimeProvider(DateTimeOffset? start = null) =>
        _now = start ?? new DateTimeOffset(2026, 5, 18, 12, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait to fire.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on and fires what becomes due, each timer at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset end = GetUtcNow() + by;
        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _now = end;
        }
    }

    /// <summary>
    /// Runs the clock for work that waits on it: whenever the work is not done and a timer waits, the clock moves to
    /// that timer, at most <paramref name="step"/> at once. Gives up after <paramref name="limit"/> of the clock's time
    /// or two real minutes.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="step">The longest jump; an hour by default.</param>
    /// <param name="limit">How much of the clock's time the work may take; two days by default.</param>
    public async Task RunAsync(Task work, TimeSpan? step = null, TimeSpan? limit = null)
    {
        DateTimeOffset end = GetUtcNow() + (limit ?? TimeSpan.FromDays(2));
        using var realLimit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, WaitForTimerAsync()).WaitAsync(realLimit.Token);

            // Continuations of what fired last may still be on their way to the next timer.
            await Task.Yield();
            if (work.IsCompleted || NextDue() is not { } due)
            {
                continue;
            }

            if (GetUtcNow() >= end)
            {
                throw new TimeoutException($"The work had not ended by {end:u} of the manual clock.");
            }

            TimeSpan jump = due - GetUtcNow();
            TimeSpan most = step ?? TimeSpan.FromHours(1);
            Advance(jump < TimeSpan.Zero ? TimeSpan.Zero : jump > most ? most : jump);
        }

        await work;
    }

    /// <inheritdoc cref="RunAsync(Task, TimeSpan?, TimeSpan?)"/>
    public async Task<T> RunAsync<T>(Task<T> work, TimeSpan? step = null, TimeSpan? limit = null)
    {
        await RunAsync((Task)work, step, limit);
        return await work;
    }

    /// <summary>Ends as soon as at least one timer waits; already ended if one does.</summary>
    public Task WaitForTimerAsync()
    {
        lock (_gate)
        {
            return _timers.Count > 0 ? Task.CompletedTask : _timerAdded.Task;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DateTimeOffset? NextDue()
    {
        lock (_gate)
        {
            return _timers.Count == 0 ? null : _timers.Min(t => t.Due);
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            ManualTimer? timer = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
            if (timer is null)
            {
                return null;
            }

            _now = timer.Due > _now ? timer.Due : _now;
            if (timer.Period > TimeSpan.Zero)
            {
                timer.Due += timer.Period;
            }
            else
            {
                _timers.Remove(timer);
            }

            return timer;
        }
    }

    private void Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        TaskCompletionSource? added = null;
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.Due = _now + dueTime;
                timer.Period = period;
                _timers.Add(timer);
                added = _timerAdded;
                _timerAdded = NewSignal();
            }
        }

        added?.TrySetResult();
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed)
            {
                return false;
            }

            clock.Schedule(this, dueTime, period);
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            clock.Schedule(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
