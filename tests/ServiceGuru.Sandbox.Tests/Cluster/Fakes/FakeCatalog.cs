using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Tests.Cluster.Fakes;

/// <summary>A registry in which every tag exists, until a test says otherwise.</summary>
internal sealed class FakeCatalog : IImageCatalog
{
    private readonly ConcurrentDictionary<string, CatalogImage> tags = new();

    public event Action<string, string>? TagMoved;

    /// <summary>Gets the references that the registry denies.</summary>
    public HashSet<string> Missing { get; } = [];

    public CatalogImage? Resolve(string reference)
    {
        if (Missing.Contains(reference))
        {
            return null;
        }

        var at = reference.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? tags.GetOrAdd(reference, Make) : tags.Values.FirstOrDefault(image => image.Digest == reference[(at + 1)..]);
    }

    public IReadOnlyList<PastImage> History(string image, string tag) => [];

    /// <summary>Points a tag at a new image.</summary>
    public CatalogImage Move(string image, string tag, string revision)
    {
        var made = new CatalogImage(image, Digest(revision + image), revision, 123_456_789);
        tags[$"{image}@{made.Digest}"] = tags[$"{image}:{tag}"] = made;
        TagMoved?.Invoke(image, tag);
        return made;
    }

    private CatalogImage Make(string reference)
    {
        var colon = reference.LastIndexOf(':');
        var name = colon > reference.LastIndexOf('/') ? reference[..colon] : reference;
        var made = new CatalogImage(name, Digest(reference), "0123456789abcdef0123456789abcdef01234567", 100_000_000);
        tags[$"{name}@{made.Digest}"] = made;
        return made;
    }

    private static string Digest(string text) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
