namespace ServiceGuru.Images;

/// <summary>What became of a tag that was to be removed.</summary>
public enum StaleImageStatus
{
    /// <summary>It was removed.</summary>
    Removed,

    /// <summary>It stays: since the plan it was put to use, or points elsewhere.</summary>
    Kept,

    /// <summary>A person did not want it removed.</summary>
    Declined,

    /// <summary>It could not be removed.</summary>
    Failed,

    /// <summary>Nobody can tell.</summary>
    Unknown,
}
