using NSubstitute;
using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using ServiceGuru.Tests.Packages;
using ServiceGuru.Time;

namespace ServiceGuru.Tests.Branches;

/// <summary>Packit's repositories as far as their order matters, each with main one commit ahead of stable.</summary>
internal sealed class OrderWorld
{
    public static readonly ServiceDefinition Service = new()
    {
        Name = "packit",
        Packages = new PackageProjectDefinition { Owner = "packit", Project = "packit-stable" },
        Monorepo = new MonorepoDefinition { Url = "mono.git", Submodules = new Dictionary<string, string> { ["packit-service"] = "service" } },
        Repositories =
        [
            // Listed first, and yet the last to move.
            new() { Name = "packit-service", Url = "packit-service.git", DependsOn = ["packit", "sandcastle"], Build = new BuildDefinition { Workflow = "build.yml" } },
            new() { Name = "packit", Url = "packit.git", Package = "packit", DependsOn = ["ogr"] },
            new() { Name = "ogr", Url = "ogr.git", Package = "python-ogr" },
            new() { Name = "sandcastle", Url = "sandcastle.git" },
        ],
    };

    public OrderWorld()
    {
        Packages = new PackagesInMemory(Clock);
        Context = World.Context(Service, Clock);
        World.Connections.Packages.Returns(Packages);
        World.Connections.Monorepo.Returns(Monorepo);
        foreach (RepositoryDefinition repository in Service.Repositories)
        {
            World.Git.Set(repository.Url, "stable", World.Git.Push(repository.Url, "main", "Start"));
            World.Git.Push(repository.Url, "main", "News");
            Monorepo.Set(repository.Name == "packit-service" ? "service" : repository.Name, Stable(repository.Name));
            if (repository.Package is { } package)
            {
                Packages.Build(package, 1, PackagesInMemory.VersionOf(Stable(repository.Name)));
            }
        }

        Monorepo.Set("tokman", new string('d', 40));
    }

    public TestWorld World { get; } = new();

    public ManualTimeProvider Clock { get; } = new();

    public PackagesInMemory Packages { get; }

    public MonorepoInMemory Monorepo { get; } = new();

    public OperationContext Context { get; }

    public string Stable(string repository) => World.Git.Get($"{repository}.git", "stable");

    public string Main(string repository) => World.Git.Get($"{repository}.git", "main");

    /// <summary>Puts a repository's stable where its main is, with its package built.</summary>
    public void Even(string repository)
    {
        World.Git.Set($"{repository}.git", "stable", Main(repository));
        if (Service.Repositories.Single(one => one.Name == repository).Package is { } package)
        {
            Packages.Build(package, 2, PackagesInMemory.VersionOf(Main(repository)));
        }
    }

    public Task<Plan> PlanAsync(MoveBranchesRequest? request = null) =>
        new MoveBranches().PlanAsync(request ?? new MoveBranchesRequest(), Context, CancellationToken.None);

    public Task ApplyAsync(Change change) => Clock.RunAsync(new MoveBranches().ApplyAsync(change, Context, CancellationToken.None));
}
