namespace ServiceGuru.Packages;

/// <summary>A package that was built from a commit.</summary>
public sealed record BuiltPackage
{
    /// <summary>The repository's name.</summary>
    public required string Repository { get; init; }

    /// <summary>The package.</summary>
    public required string Package { get; init; }

    /// <summary>The full commit.</summary>
    public required string Commit { get; init; }

    /// <summary>The source package's version and release.</summary>
    public required string Version { get; init; }

    /// <summary>The build's number.</summary>
    public required long Build { get; init; }

    /// <summary>The build's page for people.</summary>
    public required Uri WebUrl { get; init; }
}
