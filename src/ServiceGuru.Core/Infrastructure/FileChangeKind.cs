namespace ServiceGuru.Infrastructure;

/// <summary>What happened to a file.</summary>
public enum FileChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>Its content, mode or type is another.</summary>
    Modified,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>It was moved here, perhaps with changes.</summary>
    Renamed,
}
