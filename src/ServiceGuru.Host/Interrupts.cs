using System.Runtime.InteropServices;

namespace ServiceGuru.Host;

/// <summary>
/// Ctrl+C and SIGTERM: the first one asks the work to stop in an orderly way, the second one is left to the system,
/// which ends the process at once. Signals that come together are one: <c>timeout</c> and process managers signal the
/// process and then its whole group.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    // Never disposed of: a signal that came right before the end may still be on its way here, on a thread of its own.
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly TimeProvider _time;
    private volatile bool _background;
    private long _firstAt;

    public Interrupts(TimeProvider time)
    {
        _time = time;
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnTerminalSignal));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnTerminalSignal));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnStop));
    }

    /// <summary>Gets what is cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>From now on only SIGTERM counts: the process outlives the terminal that it was started from.</summary>
    public void LeaveTerminal() => _background = true;

    /// <summary>Takes a signal.</summary>
    /// <returns>Whether it is dealt with; if not, it is the system's to end the process.</returns>
    public bool Take()
    {
        if (_stop.IsCancellationRequested)
        {
            return _time.GetElapsedTime(_firstAt) < Together;
        }

        _firstAt = _time.GetTimestamp();
        _stop.Cancel();
        return true;
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void OnTerminalSignal(PosixSignalContext context)
    {
        if (_background)
        {
            context.Cancel = true;
            return;
        }

        OnStop(context);
    }

    private void OnStop(PosixSignalContext context)
    {
        if (Take())
        {
            context.Cancel = true;
        }
        else if (!System.Console.IsOutputRedirected)
        {
            // A live display hides the cursor, and nothing else will show it again.
            System.Console.Write("\u001b[?25h");
        }
    }
}
