namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>Knows what a worker has under way, also of a connection that has broken meanwhile.</summary>
internal sealed class WorkTracker
{
    private readonly object _lock = new();
    private readonly HashSet<Task> _working = [];

    /// <summary>Gets what ends when nothing is under way.</summary>
    public Task Idle
    {
        get
        {
            lock (_lock)
            {
                return Task.WhenAll(_working);
            }
        }
    }

    /// <summary>Starts work and keeps it until it has ended.</summary>
    public void Start(Func<Task> work)
    {
        Task started = Task.Run(work, CancellationToken.None);
        lock (_lock)
        {
            _working.RemoveWhere(task => task.IsCompletedSuccessfully);
            _working.Add(started);
        }
    }
}
