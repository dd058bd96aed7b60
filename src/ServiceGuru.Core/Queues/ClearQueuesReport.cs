namespace ServiceGuru.Queues;

/// <summary>What became of clearing queues.</summary>
public sealed record ClearQueuesReport
{
    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The queues that were to be cleared.</summary>
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>How many tasks are lost; null where nobody can tell, 0 where nothing waited.</summary>
    public int? Purged { get; init; }

    /// <summary>How many replicas each worker has now, by workload.</summary>
    public IReadOnlyDictionary<string, int> Replicas { get; init; } = new Dictionary<string, int>();

    /// <summary>What users must be told; null where nothing was lost.</summary>
    public string? Notice { get; init; }
}
