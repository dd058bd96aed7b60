namespace ServiceGuru.Notices;

/// <summary>One message to one channel.</summary>
public sealed record ChannelMessage
{
    /// <summary>The channel's name in the definition.</summary>
    public required string Channel { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>What became of it.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>The chat system's id of it, or null where it was not sent or its id is not known.</summary>
    public string? Id { get; init; }
}
