namespace ServiceGuru.Branches;

/// <summary>How a target branch stands to the commit that it is to have.</summary>
public enum BranchStatus
{
    /// <summary>It is there already.</summary>
    UpToDate,

    /// <summary>It lacks commits and has none of its own.</summary>
    FastForward,

    /// <summary>It has commits of its own, which a move loses.</summary>
    Diverged,

    /// <summary>The source or the target branch does not exist.</summary>
    Missing,

    /// <summary>Nobody could tell: the remote could not be read, or the commit asked for is not to be had.</summary>
    Unknown,
}
