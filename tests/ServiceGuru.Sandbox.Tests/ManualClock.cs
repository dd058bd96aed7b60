namespace ServiceGuru.Sandbox.Tests;

/// <summary>A clock that goes on only when it is told to; timers that are due then fire.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan span)
    {
        List<Timer> due;
        lock (gate)
        {
            now += span;
            due = [.. timers.Where(timer => timer.Due <= now)];
            foreach (Timer timer in due)
            {
                timer.Reschedule(now);
            }
        }

        due.ForEach(timer => timer.Fire());
    }

    private sealed class Timer(ManualClock clock, Action fire) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public void Reschedule(DateTimeOffset now)
        {
            if (period <= TimeSpan.Zero)
            {
                clock.timers.Remove(this);
            }
            else
            {
                Due = now + period;
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                period = newPeriod;
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = clock.now + dueTime;
                    clock.timers.Add(this);
                }

                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
