using System.Globalization;
using System.Text;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Git;

/// <summary>Makes the bare repository that records, as submodules, which commits production has.</summary>
internal static class MonorepoFactory
{
    // Two that nobody deploys any more are still recorded.
    private static readonly string[] Dead = ["tokman", "hardly"];

    /// <summary>Makes it as last week's deployment left it.</summary>
    /// <param name="service">The service; it names a monorepo.</param>
    /// <param name="repositories">The recorded repositories.</param>
    /// <param name="path">The folder; one of an earlier world is replaced.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<SandboxRepository> CreateAsync(
        ServiceDefinition service, IReadOnlyList<SandboxRepository> repositories, string path, DateTimeOffset now, CancellationToken cancellationToken)
    {
        MonorepoDefinition monorepo = service.Monorepo!;
        RepositoryDefinition definition = new() { Name = Name(monorepo), Url = path, Source = monorepo.Branch, Target = monorepo.Branch };
        await RepositoryFactory.InitializeAsync(path, monorepo.Branch, cancellationToken);

        List<(string Path, string Commit, string Url)> links =
        [
            .. repositories.Where(repository => repository.Head(repository.Definition.Target) is not null).Select(repository => (
                monorepo.Submodules.GetValueOrDefault(repository.Name, repository.Name), repository.Head(repository.Definition.Target)!, repository.Definition.Url)),
        ];
        links.AddRange(Dead.Where(name => links.TrueForAll(link => link.Path != name)).Select(name => (name, World.StableHash.Digest(name)[7..47], $"git@github.com:packit/{name}.git")));
        await GitProgram.RunAsync(path, ["fast-import", "--quiet", "--done"], Stream(monorepo, links, now.AddDays(-7)), cancellationToken);

        var created = new SandboxRepository(definition, path);
        await created.Commits.LoadAsync(cancellationToken);
        return created;
    }

    private static string Name(MonorepoDefinition monorepo)
    {
        string tail = monorepo.Url.TrimEnd('/').Split('/', ':')[^1];
        return tail.EndsWith(".git", StringComparison.Ordinal) ? tail[..^4] : tail;
    }

    private static string Stream(MonorepoDefinition monorepo, IReadOnlyList<(string Path, string Commit, string Url)> links, DateTimeOffset time)
    {
        var modules = new StringBuilder();
        var entries = new StringBuilder();
        foreach ((string path, string commit, string url) in links)
        {
            modules.Append(CultureInfo.InvariantCulture, $"[submodule \"{path}\"]\n\tpath = {path}\n\turl = {url}\n\tbranch = stable\n");
            entries.Append(CultureInfo.InvariantCulture, $"M 160000 {commit} {path}\n");
        }

        Person author = HistoryMaterial.People[0];
        string message = $"{monorepo.Message}\n";
        string readme = "# What production has\n\nEach submodule is at the commit that was deployed last.\n";
        return $"commit refs/heads/{monorepo.Branch}\nmark :1\n"
            + string.Create(CultureInfo.InvariantCulture, $"author {author.Name} <{author.Mail}> {time.ToUnixTimeSeconds()} +0000\ncommitter {author.Name} <{author.Mail}> {time.ToUnixTimeSeconds()} +0000\n")
            + Data(message) + "M 100644 inline README.md\n" + Data(readme) + "M 100644 inline .gitmodules\n" + Data(modules.ToString()) + entries + "\ndone\n";
    }

    private static string Data(string content) =>
        string.Create(CultureInfo.InvariantCulture, $"data {Encoding.UTF8.GetByteCount(content)}\n{content}\n");
}
