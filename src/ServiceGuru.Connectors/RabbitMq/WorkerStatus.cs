namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>How a worker is; safe to read from any thread.</summary>
public sealed class WorkerStatus
{
    private int _working;
    private volatile bool _queue;
    private volatile bool _draining;
    private volatile string? _trouble;

    /// <summary>Gets whether it takes work from the queue.</summary>
    public bool Connected => _queue;

    /// <summary>Gets whether it takes nothing new any more.</summary>
    public bool Draining => _draining;

    /// <summary>Gets how many targets it works on.</summary>
    public int Working => Volatile.Read(ref _working);

    /// <summary>Gets why it can't work now, or null.</summary>
    public string? Trouble => _trouble;

    /// <summary>Notes that it takes work, or why it does not.</summary>
    internal void Connect(bool connected, string? trouble = null) => (_queue, _trouble) = (connected, trouble);

    /// <summary>Notes that it ends.</summary>
    internal void Drain() => _draining = true;

    /// <summary>Notes that work begins or ends.</summary>
    internal void Work(int more) => Interlocked.Add(ref _working, more);
}
