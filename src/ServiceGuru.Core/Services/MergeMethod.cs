namespace ServiceGuru.Services;

/// <summary>How a pull request is merged.</summary>
public enum MergeMethod
{
    /// <summary>By a merge commit.</summary>
    Merge,

    /// <summary>As one commit.</summary>
    Squash,

    /// <summary>Its commits on top of the branch.</summary>
    Rebase,
}
