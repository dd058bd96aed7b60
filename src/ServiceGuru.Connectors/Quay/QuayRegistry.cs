using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Quay;

/// <summary>
/// Quay by its API v1 (https://docs.redhat.com/en/documentation/red_hat_quay/3/html/red_hat_quay_api_reference/: tag, manifest),
/// and the OCI distribution API for manifest lists and for labels that Quay did not index.
/// </summary>
internal sealed class QuayRegistry(RegistryDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IRegistry
{
    private const string RevisionLabel = "org.opencontainers.image.revision";

    private readonly SystemClient _client = new(
        new OutsideSystem("Quay", "Registry", definition.Url),
        new TokenAuthorization(definition.Token, secrets, "registry.token"),
        pipeline);

    // Who reads needs no right to write, so that the two may have tokens of their own.
    private readonly SystemClient _writer = new(
        new OutsideSystem("Quay", "Registry", definition.Url),
        new TokenAuthorization(definition.Cleanup.Token ?? definition.Token, secrets, definition.Cleanup.Token is null ? "registry.token" : "registry.cleanup.token"),
        pipeline);

    private readonly OciManifests _manifests = new(definition, secrets, pipeline);

    /// <inheritdoc/>
    public Task<ImageTag?> GetTagAsync(string repository, string tag, CancellationToken cancellationToken) => _client.ReadAsync(
        _client.Get($"{Repository(repository)}/tag/?onlyActiveTags=true&limit=1&page=1&specificTag={Uri.EscapeDataString(tag)}"),
        json => json.NeedItems("tags").Select(TagReading.Tag).FirstOrDefault(found => found.Name == tag),
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Quay lists by the tags' begin, newest first.</remarks>
    public async IAsyncEnumerable<ImageTag> ListTagsAsync(string repository, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool more = true;
        for (int page = 1; more; page++)
        {
            (List<ImageTag> tags, more) = await _client.ReadAsync(
                _client.Get($"{Repository(repository)}/tag/?onlyActiveTags=true&limit=100&page={page}"),
                json => (json.NeedItems("tags").Select(TagReading.Tag).ToList(), json.Flag("has_additional")),
                cancellationToken).ConfigureAwait(false);
            foreach (ImageTag tag in tags)
            {
                yield return tag;
            }

            more &= tags.Count > 0;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Quay indexes labels of single images only; for a manifest list (and for servers without the call) the image's own
    /// configuration is read. All architectures are built from one commit, so any of them will do.
    /// </remarks>
    public async Task<string?> GetRevisionAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        HttpCall call = _client.Get($"{Repository(repository)}/manifest/{Uri.EscapeDataString(digest)}/labels?filter={RevisionLabel}");
        HttpAnswer answer = await _client.SendAsync(call, cancellationToken, HttpStatusCode.NotFound).ConfigureAwait(false);
        string? revision = answer.Succeeded ? _client.Read(call, answer, Revision) : null;
        return revision ?? await _manifests.LabelAsync(repository, digest, RevisionLabel, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListPlatformDigestsAsync(string repository, string digest, CancellationToken cancellationToken) =>
        _manifests.ChildrenAsync(repository, digest, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> GetSizeAsync(string repository, string digest, CancellationToken cancellationToken) =>
        _manifests.SizeAsync(repository, digest, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>deleteFullTag. Without <c>skipRecoveryPeriod</c>, so that the time machine can bring it back.</remarks>
    public Task DeleteTagAsync(string repository, string tag, CancellationToken cancellationToken) => _writer.SendAsync(
        new HttpCall(HttpMethod.Delete, _writer.System.Address($"{Repository(repository)}/tag/{Uri.EscapeDataString(tag)}")) { Idempotent = true },
        cancellationToken,
        HttpStatusCode.NotFound);

    /// <inheritdoc/>
    /// <remarks>restoreTag.</remarks>
    public async Task RestoreTagAsync(string repository, string tag, string digest, CancellationToken cancellationToken)
    {
        HttpCall call = _writer.Write(
            HttpMethod.Post,
            $"{Repository(repository)}/tag/{Uri.EscapeDataString(tag)}/restore",
            new Dictionary<string, string> { ["manifest_digest"] = digest },
            idempotent: true);
        HttpAnswer answer = await _writer.SendAsync(call, cancellationToken, HttpStatusCode.NotFound).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            throw _writer.Failures.Make(null, new Failure
            {
                Id = "ImageGone",
                Message = $"The registry has {repository}@{digest} no longer, so {tag} can't be restored.",
                Target = $"{repository}:{tag}",
                Cause = "The time in which deleted tags can be restored is over, or the image never was there.",
                NextAction = "Build the commit again where the image is still needed.",
            });
        }
    }

    /// <inheritdoc/>
    public Task<bool> HasManifestAsync(string repository, string digest, CancellationToken cancellationToken) =>
        _manifests.HasAsync(repository, digest, cancellationToken);

    private static string? Revision(JsonElement json) => json.Items("labels")
        .Where(label => label.Text("key") == RevisionLabel)
        .Select(label => label.TextOrNull("value"))
        .FirstOrDefault();

    private string Repository(string repository) =>
        $"api/v1/repository/{Uri.EscapeDataString(definition.Namespace)}/{Uri.EscapeDataString(repository)}";
}
