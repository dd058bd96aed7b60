using System.Diagnostics;

namespace ServiceGuru.EndToEnd.Runner;

/// <summary>
/// The life of a process that works on many runs: it dies, as by <c>kill -9</c>, once each of them has come to the record at
/// which it is to die, or to its end.
/// </summary>
/// <param name="runs">How many there are.</param>
internal sealed class MatrixLife(int runs)
{
    private int _dying;
    private int _ended;

    /// <summary>Waits at the place of a run's death for it.</summary>
    public Task DieAsync()
    {
        Interlocked.Increment(ref _dying);
        Look();
        return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }

    /// <summary>Tells that a run has come to its end.</summary>
    public void End()
    {
        Interlocked.Increment(ref _ended);
        Look();
    }

    private void Look()
    {
        int dying = Volatile.Read(ref _dying);
        if (dying > 0 && dying + Volatile.Read(ref _ended) == runs)
        {
            Process.GetCurrentProcess().Kill();
        }
    }
}
