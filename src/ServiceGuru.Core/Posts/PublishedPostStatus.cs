namespace ServiceGuru.Posts;

/// <summary>What became of a status.</summary>
public enum PublishedPostStatus
{
    /// <summary>It was posted.</summary>
    Posted,

    /// <summary>It waits for its time.</summary>
    Scheduled,

    /// <summary>It was there before, and was not posted again.</summary>
    AlreadyPosted,

    /// <summary>A person did not want it.</summary>
    Declined,

    /// <summary>It was not posted.</summary>
    Failed,

    /// <summary>Nobody can tell.</summary>
    Unknown,
}
