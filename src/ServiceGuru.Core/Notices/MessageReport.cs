namespace ServiceGuru.Notices;

/// <summary>The messages that were sent.</summary>
public sealed record MessageReport
{
    /// <summary>One entry a channel, in the definition's order.</summary>
    public required IReadOnlyList<ChannelMessage> Messages { get; init; }
}
