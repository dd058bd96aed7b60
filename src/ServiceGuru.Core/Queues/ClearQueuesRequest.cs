using System.ComponentModel;

namespace ServiceGuru.Queues;

/// <summary>Which queues to clear.</summary>
public sealed record ClearQueuesRequest
{
    /// <summary>The environment. It has to be named.</summary>
    [Description("The environment.")]
    public required string Environment { get; init; }

    /// <summary>The queues; all of the definition if absent.</summary>
    [Description("The queues; all of the definition if absent.")]
    public IReadOnlyList<string>? Queues { get; init; }
}
