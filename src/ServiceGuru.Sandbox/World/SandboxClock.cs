namespace ServiceGuru.Sandbox.World;

/// <summary>Time in the sandbox: time stamps are real, durations are divided by the speed.</summary>
/// <param name="time">The real clock.</param>
/// <param name="speed">How many times faster than life, at least 1.</param>
internal sealed class SandboxClock(TimeProvider time, double speed)
{
    /// <summary>Gets the clock behind it, for timers.</summary>
    public TimeProvider Time => time;

    /// <summary>Gets the time now (UTC).</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>How long something lasts here that lasts <paramref name="life"/> in life.</summary>
    public TimeSpan Scale(TimeSpan life) => life / speed;

    /// <summary>How long something lasts in life that lasts <paramref name="here"/> here.</summary>
    public TimeSpan InLife(TimeSpan here) => here * speed;

    /// <summary>Waits as long as <paramref name="life"/> lasts here.</summary>
    public Task Wait(TimeSpan life, CancellationToken cancellationToken) => Task.Delay(Scale(life), time, cancellationToken);
}
