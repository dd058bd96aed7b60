namespace ServiceGuru.Notices;

/// <summary>How the readers of a channel learn of its new topic.</summary>
public enum AnnouncementStatus
{
    /// <summary>Nothing is said: the topic was not changed, or the definition wants no announcement.</summary>
    None,

    /// <summary>The change shows in the channel by itself.</summary>
    ByTopic,

    /// <summary>A message was sent.</summary>
    ByMessage,

    /// <summary>A message should have been sent and was not.</summary>
    NotSent,
}
