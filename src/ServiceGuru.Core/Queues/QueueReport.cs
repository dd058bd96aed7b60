using ServiceGuru.Operations;

namespace ServiceGuru.Queues;

/// <summary>How the queues of an environment are.</summary>
public sealed record QueueReport
{
    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>When they were looked at.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>The queues, in the order of the definition.</summary>
    public IReadOnlyList<QueueState> Queues { get; init; } = [];

    /// <summary>The workers that answered.</summary>
    public IReadOnlyList<string> Workers { get; init; } = [];

    /// <summary>What is wrong with them.</summary>
    public IReadOnlyList<Failure> Problems { get; init; } = [];
}
