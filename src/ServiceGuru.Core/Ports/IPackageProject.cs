using ServiceGuru.Packages;

namespace ServiceGuru.Ports;

/// <summary>The project that builds packages from the target branches (Copr).</summary>
public interface IPackageProject
{
    /// <summary>Reads the newest builds of a package; null where the project has no such package.</summary>
    /// <exception cref="Operations.GuruException">The project can't be read (<c>PackagesUnreachable</c>, <c>PackagesUnreadable</c>).</exception>
    Task<PackageBuilds?> FindBuildsAsync(string package, CancellationToken cancellationToken);

    /// <summary>Gives the page for people of a package; asks nothing.</summary>
    Uri PageOf(string package);
}
