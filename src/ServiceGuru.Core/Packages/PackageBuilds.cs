namespace ServiceGuru.Packages;

/// <summary>The newest builds of a package.</summary>
/// <param name="Latest">The newest, however it stands; null where there is none.</param>
/// <param name="LatestSucceeded">The newest that ended well; null where there is none.</param>
public sealed record PackageBuilds(PackageBuild? Latest, PackageBuild? LatestSucceeded);
