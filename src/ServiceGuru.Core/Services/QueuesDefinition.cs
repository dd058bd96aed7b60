using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>The Celery queues of the service.</summary>
public sealed record QueuesDefinition
{
    /// <summary>The Celery application, as <c>celery -A</c> takes it.</summary>
    [Description("The Celery application, as celery -A takes it.")]
    public required string App { get; init; }

    /// <summary>The names of the queues.</summary>
    [Description("The names of the queues.")]
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The workload in one of whose pods the queues are inspected.</summary>
    [Description("The workload in one of whose pods the queues are inspected.")]
    public required string Inspect { get; init; }

    /// <summary>The workload in whose only pod the queues are purged; it is scaled to 1 meanwhile.</summary>
    [Description("The workload in whose only pod the queues are purged; it is scaled to 1 meanwhile.")]
    public required string Purge { get; init; }

    /// <summary>The workloads that are scaled to 0 while the queues are purged.</summary>
    [Description("The workloads that are scaled to 0 while the queues are purged.")]
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>How many waiting tasks of one queue are still normal. At least 1.</summary>
    [Description("How many waiting tasks of one queue are still normal.")]
    public int Backlog { get; init; } = 100;

    /// <summary>How long the workers are given to answer.</summary>
    [Description("How long the workers are given to answer, e.g. 10s.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What users must do after a purge, for the notice.</summary>
    [Description("What users must do after a purge, one sentence.")]
    public string Notice { get; init; } = "Tell the users that what was waiting is lost and must be triggered again.";
}
