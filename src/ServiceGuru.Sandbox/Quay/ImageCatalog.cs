using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Quay;

/// <summary>The simulated registry's content: an image repository for everything that the service's builds push.</summary>
internal sealed class ImageCatalog : IImageCatalog
{
    private readonly Dictionary<string, ImageRepository> repositories = new(StringComparer.Ordinal);
    private readonly string root;

    /// <summary>Makes an empty registry.</summary>
    public ImageCatalog(ServiceDefinition service)
    {
        Namespace = service.Registry?.Namespace ?? service.Name;
        root = $"{service.Registry?.Host ?? "quay.io"}/{Namespace}/";
        foreach (string name in service.Repositories.SelectMany(repository => repository.Build?.Images ?? []).Distinct(StringComparer.Ordinal))
        {
            repositories[name] = new ImageRepository(name, root + name);
        }
    }

    /// <inheritdoc/>
    public event Action<string, string>? TagMoved;

    /// <summary>Gets the organization that owns the images.</summary>
    public string Namespace { get; }

    /// <summary>Finds an image repository of the organization by name.</summary>
    public ImageRepository? Find(string name) => repositories.GetValueOrDefault(name);

    /// <summary>Finds the repository and the image with a digest.</summary>
    public BuiltImage? FindDigest(string digest) =>
        repositories.Values.Select(repository => repository.FindDigest(digest)).FirstOrDefault(built => built is not null);

    /// <summary>Pushes a built image under tags, and tells who listens.</summary>
    public void Push(string name, BuiltImage built, IEnumerable<string> tags, DateTimeOffset time)
    {
        ImageRepository repository = repositories[name];
        foreach (string tag in repository.Push(built, tags, time))
        {
            TagMoved?.Invoke(repository.Image, tag);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<PastImage> History(string image, string tag) =>
        (image.StartsWith(root, StringComparison.Ordinal) ? Find(image[root.Length..]) : null) is { } repository
            ? [.. repository.Past(tag).Select(entry => new PastImage(new CatalogImage(image, entry.Image.Digest, entry.Image.Revision, entry.Image.Size), entry.Start))]
            : [];

    /// <inheritdoc/>
    public CatalogImage? Resolve(string reference)
    {
        ImageReference parsed = ImageReference.Parse(reference);
        ImageRepository? repository = parsed.Image.StartsWith(root, StringComparison.Ordinal) ? Find(parsed.Image[root.Length..]) : null;
        if (repository is null)
        {
            // Somebody else's image: it is there and never changes.
            string digest = parsed.Digest ?? StableHash.Digest($"{parsed.Image}:{parsed.Tag}");
            return new CatalogImage(parsed.Image, digest, Revision: null, 20_000_000 + StableHash.Number(parsed.Image, 90_000_000));
        }

        BuiltImage? built = parsed.Digest is null ? repository.FindTag(parsed.Tag!) : repository.FindDigest(parsed.Digest);
        return built is null ? null : new CatalogImage(parsed.Image, parsed.Digest ?? built.Digest, built.Revision, built.Size);
    }
}
