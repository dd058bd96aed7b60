namespace ServiceGuru.Connectors.Tests.Http;

/// <summary>
/// A clock whose waits end at once, each moving the clock by its length; waits of the held lengths (time-outs) end only
/// when the clock passes them.
/// </summary>
internal sealed class TestTime(params TimeSpan[] held) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<TestTimer> _timers = [];
    private readonly List<TimeSpan> _waits = [];
    private readonly List<TimeSpan> _begun = [];
    private readonly List<(TimeSpan Length, TaskCompletionSource Begun)> _awaited = [];
    private DateTimeOffset _now = new(2026, 3, 2, 13, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_gate)
            {
                return [.. _waits];
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        TestTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Ends when somebody waits for a held length.</summary>
    public Task HeldAsync(TimeSpan length)
    {
        lock (_gate)
        {
            TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_begun.Contains(length))
            {
                begun.SetResult();
            }

            _awaited.Add((length, begun));
            return begun.Task;
        }
    }

    public void Advance(TimeSpan by)
    {
        List<TestTimer> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(t => t.DueAt <= _now)];
            _timers.RemoveAll(due.Contains);
        }

        due.ForEach(timer => timer.Fire());
    }

    private bool Schedule(TestTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return true;
            }

            timer.DueAt = _now + dueTime;
            _timers.Add(timer);
            _begun.Add(dueTime);
            _awaited.Where(awaited => awaited.Length == dueTime).ToList().ForEach(awaited => awaited.Begun.TrySetResult());
            if (!held.Contains(dueTime))
            {
                _waits.Add(dueTime);
                ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
            }
        }

        return true;
    }

    private void Drop(TestTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private sealed class TestTimer(TestTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => time.Schedule(this, dueTime);

        public void Dispose() => time.Drop(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
