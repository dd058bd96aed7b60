using System.Diagnostics;

namespace ServiceGuru.EndToEnd.Runner;

/// <summary>
/// The life of a process that works on many runs: it dies, as by <c>kill -9</c>, once each of them has come to the record at
/// which it is to die, or to its end. A run that is there writes no further record.
/// </summary>
/// <param name="runs">How many there are.</param>
internal sealed class MatrixLife(int runs)
{
    private readonly object _lock = new();
    private readonly HashSet<string> _dying = [];
    private int _ended;

    /// <summary>Tells that a run is at the place of its death; gives false where it is at another one already.</summary>
    public bool Choose(string run)
    {
        lock (_lock)
        {
            return _dying.Add(run);
        }
    }

    /// <summary>Waits for the death.</summary>
    public Task DieAsync()
    {
        Look();
        return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }

    /// <summary>Whether a run writes nothing more in this life.</summary>
    public bool IsDying(string run)
    {
        lock (_lock)
        {
            return _dying.Contains(run);
        }
    }

    /// <summary>Tells that a run has come to its end.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended++;
        }

        Look();
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_dying.Count > 0 && _dying.Count + _ended == runs)
            {
                Process.GetCurrentProcess().Kill();
            }
        }
    }
}
