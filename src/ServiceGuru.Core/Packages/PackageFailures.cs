using ServiceGuru.Operations;
using ServiceGuru.Ports;
using Elapsed = ServiceGuru.Images.Elapsed;

namespace ServiceGuru.Packages;

/// <summary>The ways in which a package does not come.</summary>
internal static class PackageFailures
{
    public static Failure Unknown(AwaitedPackage awaited, IPackageProject project) => new()
    {
        Id = "PackageUnknown",
        Kind = FailureKind.Usage,
        Target = awaited.Repository,
        Message = $"The project has no package {awaited.Package}.",
        Evidence = [project.PageOf(awaited.Package).ToString()],
        NextAction = $"Correct the package of {awaited.Repository}, or packages.owner and packages.project, in the service definition.",
    };

    public static Failure Failed(AwaitedPackage awaited, PackageBuild build) => new()
    {
        Id = "PackageBuildFailed",
        Kind = FailureKind.Refused,
        Target = awaited.Repository,
        Message = $"The build of {awaited.Title} (of {awaited.Repository}) ended as {build.Word}.",
        Evidence = [build.WebUrl.ToString(), $"version {build.Version ?? "(none: no source package was made)"}"],
        NextAction = $"Read the log at {build.WebUrl}; have it built again there or move a fix, then go on. What installs {awaited.Package} must not be built before.",
    };

    /// <summary>Gives the failure of a wait that lasted too long; one that could not even look in the end may be asked for again.</summary>
    public static Failure TimedOut(AwaitedPackage awaited, PackageLook? last, Failure? problem, TimeSpan limit, Uri page) => new()
    {
        Id = "PackageBuildTimeout",
        Kind = problem?.Kind ?? FailureKind.Refused,
        Target = awaited.Repository,
        Message = problem is null
            ? $"{awaited.Title} (of {awaited.Repository}) was not built after {Elapsed.Text(limit)}."
            : $"Nobody can tell whether {awaited.Title} (of {awaited.Repository}) is built: after {Elapsed.Text(limit)} it could not be looked at.",
        Cause = problem?.Message,
        Evidence =
        [
            page.ToString(),
            .. last?.Newest is { } newest ? [$"newest build: {newest.Word}, version {newest.Version ?? "not known yet"}, {newest.WebUrl}"] : new[] { "there is no build at all" },
        ],
        NextAction = problem?.NextAction ?? "Look whether a build of this commit was started, and start one if not; then go on, or raise packages.timeout.",
        Transient = problem?.Transient == true,
    };
}
