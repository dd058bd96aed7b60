using System.Globalization;
using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Copr;

/// <summary>
/// The Copr project: a push of a target branch makes its package be built, which takes about ten minutes. What is
/// installed into images is what was built by then.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="repositories">Its repositories.</param>
/// <param name="work">Where builds go on.</param>
/// <param name="clock">The clock.</param>
/// <param name="faults">The switches.</param>
internal sealed class CoprBuilds(
    ServiceDefinition service, IReadOnlyList<SandboxRepository> repositories, BackgroundWork work, SandboxClock clock, IFaultBoard faults)
{
    /// <summary>The fault that lets the build of the first package fail that another repository waits for.</summary>
    public const string FailFault = "copr-build-fails";

    /// <summary>The fault that makes builds slow.</summary>
    public const string SlowFault = "copr-slow";

    private static readonly TimeSpan Appears = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Import = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Run = TimeSpan.FromMinutes(9);

    private readonly Lock gate = new();
    private readonly List<CoprBuild> builds = [];
    private long number = 9_154_300;

    /// <summary>Adds the builds of what the target branches have had since last week.</summary>
    public void AddPast()
    {
        foreach (SandboxRepository repository in repositories.Where(repository => repository.Definition.Package is not null))
        {
            if (repository.Head(repository.Definition.Target) is { } head)
            {
                DateTimeOffset then = clock.Now.AddDays(-7);
                CoprBuild build = Submit(repository.Definition, head, then);
                Update(build.Id, one => one with { State = "succeeded", Version = Version(repository, head, then), StartedOn = then.AddMinutes(1), EndedOn = then.AddMinutes(9) });
            }
        }
    }

    /// <summary>Starts the build of a pushed branch, if its package is built from it.</summary>
    public void Start(RefUpdate update)
    {
        if (update.New is { } commit && update.Repository.Definition.Package is not null && update.Branch == update.Repository.Definition.Target)
        {
            Start(update.Repository, commit);
        }
    }

    /// <summary>Builds again what failed last: what a maintainer does once the cause is mended.</summary>
    public void RetryFailed()
    {
        foreach (SandboxRepository repository in repositories)
        {
            if (repository.Definition.Package is { } package && Latest(package) is { State: "failed" } failed)
            {
                Start(repository, failed.Commit);
            }
        }
    }

    /// <summary>The newest build of a package, or null.</summary>
    public CoprBuild? Latest(string package, bool succeeded = false)
    {
        lock (gate)
        {
            return builds.LastOrDefault(build => build.Package == package && (!succeeded || build.State == "succeeded"));
        }
    }

    /// <summary>The commit of a library that an image gets which is built now from its target branch, or null where its package is not built here.</summary>
    public string? Installed(RepositoryDefinition library) => library.Package is { } package ? Latest(package, succeeded: true)?.Commit : null;

    private void Start(SandboxRepository repository, string commit) => work.Start(async cancellationToken =>
    {
        double factor = faults.IsActive(SlowFault) ? 4 : 1;
        await clock.Wait(Appears, cancellationToken);
        CoprBuild build = Submit(repository.Definition, commit, clock.Now);
        await clock.Wait(Import * factor, cancellationToken);
        string version = Version(repository, commit, clock.Now);
        Update(build.Id, one => one with { State = "running", Version = version, StartedOn = clock.Now });
        await clock.Wait(Run * factor * (Fails(repository.Definition) ? 0.5 : 1), cancellationToken);
        Update(build.Id, one => one with { State = Fails(repository.Definition) ? "failed" : "succeeded", EndedOn = clock.Now });
    });

    private bool Fails(RepositoryDefinition repository) => faults.IsActive(FailFault)
        && repository == service.Repositories.FirstOrDefault(one => one.Package is not null && service.Repositories.Any(other => other.DependsOn.Contains(one.Name)));

    private CoprBuild Submit(RepositoryDefinition repository, string commit, DateTimeOffset time)
    {
        lock (gate)
        {
            builds.Add(new CoprBuild(number += 7, repository.Package!, commit, "importing", null, time));
            return builds[^1];
        }
    }

    private void Update(long id, Func<CoprBuild, CoprBuild> change)
    {
        lock (gate)
        {
            int index = builds.FindIndex(build => build.Id == id);
            builds[index] = change(builds[index]);
        }
    }

    // As Packit writes it: release number, time, branch, commits since the tag, and what `git describe --long` says.
    private static string Version(SandboxRepository repository, string commit, DateTimeOffset time)
    {
        string version = repository.Version(commit).Split(".post", 2)[0];
        string stamp = time.UtcDateTime.ToString("yyyyMMddHHmmssffffff", CultureInfo.InvariantCulture);
        return $"{version}-1.{stamp}.{repository.Definition.Target}.0.g{commit[..7]}";
    }
}
