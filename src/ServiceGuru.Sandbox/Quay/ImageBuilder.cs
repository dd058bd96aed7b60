using System.Text.Json;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Quay;

/// <summary>
/// Makes manifests and configurations whose digests are true, as a client that checks them expects
/// (https://github.com/opencontainers/image-spec: image-index, manifest, config).
/// </summary>
internal static class ImageBuilder
{
    /// <summary>The type of an index.</summary>
    public const string IndexType = "application/vnd.oci.image.index.v1+json";

    /// <summary>The type of a manifest.</summary>
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>The type of a configuration.</summary>
    public const string ConfigType = "application/vnd.oci.image.config.v1+json";

    /// <summary>The label that tells the commit.</summary>
    public const string RevisionLabel = "org.opencontainers.image.revision";

    /// <summary>Builds an image.</summary>
    /// <param name="image">The image without tag.</param>
    /// <param name="source">The address of the source.</param>
    /// <param name="revision">The full commit.</param>
    /// <param name="platforms">Architectures; more than one makes an index.</param>
    /// <param name="created">When.</param>
    /// <param name="components">What gets installed.</param>
    public static BuiltImage Build(
        string image, string source, string revision, IReadOnlyList<string> platforms, DateTimeOffset created, IReadOnlyList<Component> components)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["io.buildah.version"] = "1.33.7",
            ["org.opencontainers.image.created"] = created.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            [RevisionLabel] = revision,
            ["org.opencontainers.image.source"] = source,
        };
        long size = 180_000_000 + StableHash.Number(image, 320_000_000) + StableHash.Number(image + revision, 4_000_000);
        var configs = new List<RegistryBlob>();
        var manifests = new List<RegistryBlob>();
        foreach (string platform in platforms)
        {
            RegistryBlob config = Config(platform, labels, created, image + revision);
            configs.Add(config);
            manifests.Add(Manifest(config, image + revision + platform, size));
        }

        if (platforms.Count > 1)
        {
            manifests.Insert(0, Index(manifests, platforms));
        }

        return new BuiltImage(manifests[0].Digest, revision, size, labels, manifests, configs, components);
    }

    private static RegistryBlob Config(string platform, IReadOnlyDictionary<string, string> labels, DateTimeOffset created, string seed) => Blob(ConfigType, new
    {
        created,
        architecture = platform,
        os = "linux",
        config = new { User = "1024", Labels = labels },
        rootfs = new { type = "layers", diff_ids = new[] { StableHash.Digest(seed + "diff") } },
        history = Array.Empty<object>(),
    });

    private static RegistryBlob Manifest(RegistryBlob config, string seed, long size) => Blob(ManifestType, new
    {
        schemaVersion = 2,
        mediaType = ManifestType,
        config = new { mediaType = ConfigType, digest = config.Digest, size = config.Content.Length },
        layers = new[] { new { mediaType = "application/vnd.oci.image.layer.v1.tar+gzip", digest = StableHash.Digest(seed), size } },
    });

    private static RegistryBlob Index(IEnumerable<RegistryBlob> manifests, IReadOnlyList<string> platforms) => Blob(IndexType, new
    {
        schemaVersion = 2,
        mediaType = IndexType,
        manifests = manifests.Select((manifest, index) => new
        {
            mediaType = ManifestType,
            digest = manifest.Digest,
            size = manifest.Content.Length,
            platform = new { architecture = platforms[index], os = "linux" },
        }).ToList(),
    });

    private static RegistryBlob Blob(string mediaType, object content)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(content);
        return new RegistryBlob(StableHash.Digest(bytes), mediaType, bytes);
    }
}
