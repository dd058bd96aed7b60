using ServiceGuru.Operations;

namespace ServiceGuru.Notices;

/// <summary>One channel's topic.</summary>
public sealed record ChannelTopic
{
    /// <summary>The channel's name in the definition.</summary>
    public required string Channel { get; init; }

    /// <summary>The topic before, or null where it was not read.</summary>
    public string? Previous { get; init; }

    /// <summary>The topic now, or null where it was not read.</summary>
    public string? Topic { get; init; }

    /// <summary>What became of it.</summary>
    public required TopicStatus Status { get; init; }

    /// <summary>How its readers learn of it.</summary>
    public AnnouncementStatus Announcement { get; init; }

    /// <summary>Why no message was sent where one should have been, or null.</summary>
    public Failure? Problem { get; init; }
}
