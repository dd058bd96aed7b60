namespace ServiceGuru.Services;

/// <summary>Whether a message is sent to a channel whose topic was changed.</summary>
public enum TopicAnnouncement
{
    /// <summary>Only where the change of the topic does not show in the channel by itself.</summary>
    Auto,

    /// <summary>In any case.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}
