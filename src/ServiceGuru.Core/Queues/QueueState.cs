namespace ServiceGuru.Queues;

/// <summary>One queue and what becomes of its tasks.</summary>
public sealed record QueueState
{
    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The queue.</summary>
    public required string Name { get; init; }

    /// <summary>How many tasks wait in it.</summary>
    public required int Waiting { get; init; }

    /// <summary>How many of its tasks workers are at; null where the workers did not answer.</summary>
    public int? Active { get; init; }

    /// <summary>How many of its tasks workers have taken and not begun; null where they did not answer.</summary>
    public int? Reserved { get; init; }

    /// <summary>How many of its tasks workers hold until their time; null where they did not answer.</summary>
    public int? Scheduled { get; init; }

    /// <summary>When the oldest of its active tasks was begun; null where there is none.</summary>
    public DateTimeOffset? OldestActive { get; init; }
}
