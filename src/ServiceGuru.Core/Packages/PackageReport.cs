namespace ServiceGuru.Packages;

/// <summary>The packages that arrived.</summary>
public sealed record PackageReport
{
    /// <summary>The packages, by repository in the definition's order.</summary>
    public required IReadOnlyList<BuiltPackage> Packages { get; init; }

    /// <summary>The full commit by repository that was asked for, with the repositories that have no package.</summary>
    public required IReadOnlyDictionary<string, string> Revisions { get; init; }
}
