namespace ServiceGuru.Packages;

/// <summary>One build of a package.</summary>
public sealed record PackageBuild
{
    /// <summary>Its number; newer builds have greater ones.</summary>
    public required long Id { get; init; }

    /// <summary>How far it is.</summary>
    public required PackageBuildState State { get; init; }

    /// <summary>How far it is, in the system's own word, e.g. <c>importing</c> or <c>canceled</c>.</summary>
    public required string Word { get; init; }

    /// <summary>The source package's version and release, which hold the commit; null until the source package is made.</summary>
    public string? Version { get; init; }

    /// <summary>The page for people.</summary>
    public required Uri WebUrl { get; init; }
}
