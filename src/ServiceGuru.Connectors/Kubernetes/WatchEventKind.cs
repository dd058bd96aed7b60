namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>What a watch tells.</summary>
internal enum WatchEventKind
{
    /// <summary>The whole list, at the start.</summary>
    Listed,

    /// <summary>The whole list anew: the server forgot where we were, and what happened in between is not told one by one.</summary>
    Relisted,

    /// <summary>One item came.</summary>
    Added,

    /// <summary>One item changed.</summary>
    Modified,

    /// <summary>One item went; its last state is given.</summary>
    Deleted,
}
