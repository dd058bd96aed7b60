using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Packages;

/// <summary>What one look at a package showed.</summary>
/// <param name="Arrived">The build that made the package from the commit; null while there is none.</param>
/// <param name="Newest">The newest build, whichever commit it is of.</param>
/// <param name="Failure">Why there will be none; null while there may be one.</param>
internal sealed record PackageLook(PackageBuild? Arrived, PackageBuild? Newest, Failure? Failure)
{
    /// <summary>What goes on, in a few words.</summary>
    public string Activity => Arrived is not null ? "built"
        : Newest is { State: PackageBuildState.InProgress } ? Newest.Word
        : "no build of it yet";

    /// <summary>Looks once.</summary>
    /// <exception cref="GuruException">The project can't be read.</exception>
    public static async Task<PackageLook> AtAsync(AwaitedPackage awaited, IPackageProject project, CancellationToken cancellationToken)
    {
        if (await project.FindBuildsAsync(awaited.Package, cancellationToken).ConfigureAwait(false) is not { } builds)
        {
            return new PackageLook(null, null, PackageFailures.Unknown(awaited, project));
        }

        PackageBuild? made = new[] { builds.LatestSucceeded, builds.Latest }.FirstOrDefault(build =>
            build is { State: PackageBuildState.Succeeded } && PackageVersion.IsOf(build.Version, awaited.Commit));
        Failure? failure = made is null && builds.Latest is { State: PackageBuildState.Failed } latest && IsMeant(latest, awaited)
            ? PackageFailures.Failed(awaited, latest)
            : null;
        return new PackageLook(made, builds.Latest, failure);
    }

    // A build that failed before its source package was made names no commit; then its number tells.
    private static bool IsMeant(PackageBuild build, AwaitedPackage awaited) =>
        PackageVersion.IsOf(build.Version, awaited.Commit) || (build.Version is null && build.Id > awaited.After);
}
