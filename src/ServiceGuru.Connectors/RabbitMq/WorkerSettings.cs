namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>What is decided about a worker.</summary>
public sealed record WorkerSettings
{
    /// <summary>Who works, as the ledger and RabbitMQ's list of connections shall have it.</summary>
    public required string Name { get; init; }

    /// <summary>How many targets it works on at once, 1 to 100.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>How often a message may be delivered; one that was delivered more often is parked.</summary>
    public int MaxDeliveries { get; init; } = 10;

    /// <summary>How long it waits after trouble before it tries again, or gives the work back.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the work that is under way may take to come to a point where it can be given back, once the worker shall end.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromMinutes(5);
}
