namespace ServiceGuru.Notices;

/// <summary>What became of a message.</summary>
public enum MessageStatus
{
    /// <summary>It was sent.</summary>
    Sent,

    /// <summary>A person did not want it.</summary>
    Declined,

    /// <summary>It was not sent.</summary>
    Failed,

    /// <summary>Nobody can tell.</summary>
    Unknown,
}
