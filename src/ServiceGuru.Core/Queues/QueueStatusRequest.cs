using System.ComponentModel;

namespace ServiceGuru.Queues;

/// <summary>Which queues to look at.</summary>
public sealed record QueueStatusRequest
{
    /// <summary>The environment; the production one if absent.</summary>
    [Description("The environment; the production one if absent.")]
    public string? Environment { get; init; }
}
