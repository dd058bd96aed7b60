using System.Collections.Concurrent;
using ServiceGuru.Operations;
using ServiceGuru.Packages;
using ServiceGuru.Ports;

namespace ServiceGuru.Tests.Packages;

/// <summary>A package project whose builds are planned by the clock, or made by a test as it goes.</summary>
internal sealed class PackagesInMemory(TimeProvider clock) : IPackageProject
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Entry>> builds = new(StringComparer.Ordinal);

    /// <summary>What every look fails with, while it is set.</summary>
    public Func<Failure?> Problem { get; set; } = () => null;

    public ConcurrentQueue<string> Looks { get; } = [];

    public static string VersionOf(string commit) => $"1.18-1.20250714103000123456.stable.0.g{commit[..7]}";

    /// <summary>Adds a package without builds.</summary>
    public void Add(string package) => builds.TryAdd(package, []);

    /// <summary>Adds a build that begins now or later; null for the state's end leaves it running.</summary>
    public void Build(string package, long id, string? version, string ends = "succeeded", TimeSpan begins = default, TimeSpan? lasts = null)
    {
        Add(package);
        DateTimeOffset begin = clock.GetUtcNow() + begins;
        builds[package].Enqueue(new Entry(id, version, ends, begin, lasts is null ? begin : begin + lasts.Value));
    }

    public Task<PackageBuilds?> FindBuildsAsync(string package, CancellationToken cancellationToken)
    {
        Looks.Enqueue(package);
        if (Problem() is { } problem)
        {
            throw new GuruException(problem);
        }

        if (!builds.TryGetValue(package, out ConcurrentQueue<Entry>? entries))
        {
            return Task.FromResult<PackageBuilds?>(null);
        }

        DateTimeOffset now = clock.GetUtcNow();
        List<PackageBuild> begun = [.. entries.Where(entry => entry.Begins <= now).Select(entry => entry.At(now)).OrderByDescending(build => build.Id)];
        return Task.FromResult<PackageBuilds?>(new PackageBuilds(begun.FirstOrDefault(), begun.FirstOrDefault(build => build.State == PackageBuildState.Succeeded)));
    }

    public Uri PageOf(string package) => new($"https://copr.example.org/package/{package}/");

    private sealed record Entry(long Id, string? Version, string Word, DateTimeOffset Begins, DateTimeOffset Ends)
    {
        public PackageBuild At(DateTimeOffset now) => new()
        {
            Id = Id,
            Word = now < Ends ? "running" : Word,
            State = now < Ends ? PackageBuildState.InProgress : Word == "succeeded" ? PackageBuildState.Succeeded : PackageBuildState.Failed,
            Version = Version,
            WebUrl = new Uri($"https://copr.example.org/build/{Id}/"),
        };
    }
}
