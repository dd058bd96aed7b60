using ServiceGuru.Sandbox.Git;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Quay;

/// <summary>Turns a built commit into images with the tags that the service's workflows give them.</summary>
/// <param name="service">The service.</param>
/// <param name="repositories">Its repositories.</param>
/// <param name="catalog">The registry.</param>
/// <param name="packaged">The commit of a library's package, as far as the package is built; null where it has none.</param>
internal sealed class ImagePublisher(
    ServiceDefinition service, IReadOnlyList<SandboxRepository> repositories, ImageCatalog catalog, Func<RepositoryDefinition, string?> packaged)
{
    private static readonly string[] OnePlatform = ["amd64"];
    private static readonly string[] BothPlatforms = ["amd64", "arm64"];

    /// <summary>What an image that is built now from a branch gets installed: the newest package of each library, or its own branch's commit.</summary>
    public IReadOnlyList<Component> Components(string branch) => Components(
        branch,
        repository => (branch == repository.Definition.Target ? packaged(repository.Definition) : null) ?? repository.Head(Counterpart(repository.Definition, branch)));

    /// <summary>What an image got installed that was built at some time in the past.</summary>
    public IReadOnlyList<Component> ComponentsAt(string branch, DateTimeOffset time) =>
        Components(branch, repository => repository.HeadAt(Counterpart(repository.Definition, branch), time));

    /// <summary>Pushes all images of a repository's build.</summary>
    public void Publish(RepositoryDefinition repository, string branch, string commit, IReadOnlyList<Component> components, DateTimeOffset time)
    {
        BuildDefinition build = repository.Build!;
        string source = $"{(service.CodeHost ?? new CodeHostDefinition()).WebUrl.ToString().TrimEnd('/')}/{repository.Slug ?? repository.Name}";
        IReadOnlyList<string> tags = Tags(repository, branch, commit, time);
        foreach (string name in build.Images)
        {
            // Builds of several images are those that also build for several platforms.
            BuiltImage built = ImageBuilder.Build(
                catalog.Find(name)!.Image, source, commit, build.Images.Count > 1 ? BothPlatforms : OnePlatform, time, components);
            catalog.Push(name, built, tags, time);
        }
    }

    /// <summary>Pushes what a build of long ago left: images that only their own tags still hold.</summary>
    public void PublishOld(RepositoryDefinition repository, string commit, DateTimeOffset time)
    {
        string source = $"{(service.CodeHost ?? new CodeHostDefinition()).WebUrl.ToString().TrimEnd('/')}/{repository.Slug ?? repository.Name}";
        BuildDefinition build = repository.Build!;
        string unique = Tags(repository, repository.Target, commit, time)[0];
        foreach (string name in build.Images)
        {
            catalog.Push(name, ImageBuilder.Build(catalog.Find(name)!.Image, source, commit, build.Images.Count > 1 ? BothPlatforms : OnePlatform, time, []), [unique], time);
        }
    }

    // A service with branches of its own for each environment still has its libraries on source or target.
    private static string Counterpart(RepositoryDefinition library, string branch) => branch == library.Target ? library.Target : library.Source;

    private List<string> Tags(RepositoryDefinition repository, string branch, string commit, DateTimeOffset time)
    {
        BuildDefinition build = repository.Build!;
        string unique = build.UniqueTag.Replace("{sha7}", commit[..7], StringComparison.Ordinal);
        if (branch != repository.Target && unique.StartsWith(repository.Target + "-", StringComparison.Ordinal))
        {
            unique = branch + unique[repository.Target.Length..];
        }

        // The definition gives the tag's start; one that ends in a hyphen goes on with the time of the build.
        List<string> tags = [unique.EndsWith('-') ? $"{unique}{time.ToUnixTimeSeconds()}" : unique];
        tags.AddRange(service.Environments.Values.Where(environment => environment.Branch == branch).Select(environment => environment.ImageTag).Distinct());
        if (branch == repository.Source)
        {
            tags.Add("latest");
        }

        return tags;
    }

    private IReadOnlyList<Component> Components(string branch, Func<SandboxRepository, string?> commit) =>
    [
        .. repositories.Where(repository => repository.Definition is { VersionKey: not null, Build: null })
            .Select(repository => (Repository: repository, Commit: commit(repository)))
            .Where(pair => pair.Commit is not null)
            .Select(pair => new Component(pair.Repository.Definition.VersionKey!, pair.Commit!, pair.Repository.Version(pair.Commit!))),
    ];
}
