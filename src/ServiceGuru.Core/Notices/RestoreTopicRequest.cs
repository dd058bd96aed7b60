using System.ComponentModel;

namespace ServiceGuru.Notices;

/// <summary>Where to put the old topic back.</summary>
public sealed record RestoreTopicRequest
{
    /// <summary>The channels by name; all if absent.</summary>
    [Description("The channels by name; all if absent.")]
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>Whether a topic that somebody else set meanwhile is replaced, too.</summary>
    [Description("Replaces also a topic that somebody else set meanwhile; destructive, so it needs its own yes.")]
    public bool Overwrite { get; init; }
}
