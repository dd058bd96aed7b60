namespace ServiceGuru.Packages;

/// <summary>How far a package's build is.</summary>
public enum PackageBuildState
{
    /// <summary>It has begun or waits to begin.</summary>
    InProgress,

    /// <summary>It ended well; the package can be installed.</summary>
    Succeeded,

    /// <summary>It ended without a package: failed, canceled, skipped.</summary>
    Failed,
}
