namespace ServiceGuru.Notices;

/// <summary>What became of a channel's topic.</summary>
public enum TopicStatus
{
    /// <summary>It was set.</summary>
    Set,

    /// <summary>It was the wanted one already.</summary>
    AlreadySet,

    /// <summary>The old one was put back.</summary>
    Restored,

    /// <summary>There was nothing to put back.</summary>
    NothingToRestore,

    /// <summary>A person did not want it changed.</summary>
    Declined,

    /// <summary>It was not changed.</summary>
    Failed,

    /// <summary>Nobody can tell.</summary>
    Unknown,
}
