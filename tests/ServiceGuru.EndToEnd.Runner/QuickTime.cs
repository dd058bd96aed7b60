namespace ServiceGuru.EndToEnd.Runner;

/// <summary>A clock that goes faster than the wall's: what waits for half a second waits for a moment.</summary>
/// <param name="speed">How many seconds pass in one.</param>
internal sealed class QuickTime(int speed) : TimeProvider
{
    private readonly DateTimeOffset _began = System.GetUtcNow();
    private readonly long _stamp = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency / speed;

    public override DateTimeOffset GetUtcNow() => _began + (System.GetElapsedTime(_stamp) * speed);

    public override long GetTimestamp() => System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Short(dueTime), Short(period));

    private TimeSpan Short(TimeSpan time) => time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Max(1, time.TotalMilliseconds / speed));
}
