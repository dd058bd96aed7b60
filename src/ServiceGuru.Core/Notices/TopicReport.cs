namespace ServiceGuru.Notices;

/// <summary>The topics of the channels.</summary>
public sealed record TopicReport
{
    /// <summary>One entry a channel, in the definition's order.</summary>
    public required IReadOnlyList<ChannelTopic> Channels { get; init; }
}
