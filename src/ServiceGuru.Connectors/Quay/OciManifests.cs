using System.Net;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Quay;

/// <summary>
/// Reads an image's labels from its configuration, and the images of an index, by the OCI distribution API
/// (https://github.com/opencontainers/distribution-spec/blob/main/spec.md, image configuration:
/// https://github.com/opencontainers/image-spec/blob/main/config.md).
/// </summary>
internal sealed class OciManifests
{
    private const string Manifests =
        "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, " +
        "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";

    private readonly RegistryDefinition _definition;
    private readonly SystemClient _client;
    private readonly OciTokens _tokens;

    /// <summary>Initializes a new instance of the <see cref="OciManifests"/> class.</summary>
    public OciManifests(RegistryDefinition definition, ISecretResolver secrets, HttpPipeline pipeline)
    {
        _definition = definition;
        OutsideSystem system = new("The registry", "Registry", definition.Url);
        _client = new SystemClient(system, new OciAuthorization(definition), pipeline);
        _tokens = new OciTokens(definition, secrets, pipeline, _client);
    }

    /// <summary>Reads one label; null where the image or the label is absent.</summary>
    public async Task<string?> LabelAsync(string repository, string digest, string label, CancellationToken cancellationToken)
    {
        Links? links = await ManifestAsync(repository, digest, cancellationToken).ConfigureAwait(false);
        if (links is { Config: null, Children: [{ } child, ..] })
        {
            links = await ManifestAsync(repository, child, cancellationToken).ConfigureAwait(false);
        }

        return links?.Config is not { } config ? null : await AskAsync(
            repository,
            $"blobs/{Uri.EscapeDataString(config)}",
            "*/*",
            json => json.Texts("config", "Labels").GetValueOrDefault(label),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists the images of an index or manifest list; empty where the digest is of a single image, or absent.</summary>
    public async Task<IReadOnlyList<string>> ChildrenAsync(string repository, string digest, CancellationToken cancellationToken) =>
        (await ManifestAsync(repository, digest, cancellationToken).ConfigureAwait(false))?.Children ?? [];

    /// <summary>Adds up the layers of an image, or of all images of a list; null where one of them can't be read.</summary>
    public async Task<long?> SizeAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        if (await ManifestAsync(repository, digest, cancellationToken).ConfigureAwait(false) is not { } links)
        {
            return null;
        }

        long size = links.Layers;
        foreach (string child in links.Children)
        {
            if (await ManifestAsync(repository, child, cancellationToken).ConfigureAwait(false) is not { } image)
            {
                return null;
            }

            size += image.Layers;
        }

        return size;
    }

    /// <summary>Tells whether there is a manifest with a digest.</summary>
    public async Task<bool> HasAsync(string repository, string digest, CancellationToken cancellationToken) =>
        await ManifestAsync(repository, digest, cancellationToken).ConfigureAwait(false) is not null;

    private static Links Read(JsonElement manifest)
    {
        // An index may begin with attestations, which have no labels.
        IEnumerable<string?> children = manifest.Items("manifests")
            .OrderBy(entry => (entry.Text("platform", "os"), entry.Text("platform", "architecture")) switch
            {
                ("linux", "amd64") => 0,
                ("unknown", _) => 2,
                _ => 1,
            })
            .Select(entry => entry.Text("digest"));
        long layers = manifest.Items("layers").Sum(layer => layer.Number("size") ?? 0);
        return new Links(manifest.TextOrNull("config", "digest"), [.. children.OfType<string>()], layers);
    }

    private Task<Links?> ManifestAsync(string repository, string digest, CancellationToken cancellationToken) =>
        AskAsync<Links>(repository, $"manifests/{Uri.EscapeDataString(digest)}", Manifests, Read, cancellationToken);

    private async Task<T?> AskAsync<T>(string repository, string path, string accept, Func<JsonElement, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        HttpCall call = _client.Get($"v2/{Uri.EscapeDataString(_definition.Namespace)}/{Uri.EscapeDataString(repository)}/{path}") with { Accept = accept };
        HttpAnswer answer = await _client.SendAsync(call, cancellationToken, HttpStatusCode.NotFound, HttpStatusCode.Unauthorized).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.Unauthorized)
        {
            call = call with { Authorization = await _tokens.AnswerAsync(answer, repository, cancellationToken).ConfigureAwait(false) };
            answer = call.Authorization is null
                ? throw _client.Failures.Refused(call, answer)
                : await _client.SendAsync(call, cancellationToken, HttpStatusCode.NotFound).ConfigureAwait(false);
        }

        return answer.Status == HttpStatusCode.NotFound ? null : _client.Read(call, answer, read);
    }

    private sealed record Links(string? Config, IReadOnlyList<string> Children, long Layers);
}
