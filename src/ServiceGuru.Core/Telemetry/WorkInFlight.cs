namespace ServiceGuru.Telemetry;

/// <summary>Counts the work that a worker has in hand.</summary>
public sealed class WorkInFlight : IDisposable
{
    private int _ended;

    /// <summary>Initializes a new instance of the <see cref="WorkInFlight"/> class: a piece of work is taken.</summary>
    public WorkInFlight() => RunInstruments.Work.Add(1);

    /// <summary>The work is done, or given back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            RunInstruments.Work.Add(-1);
        }
    }
}
