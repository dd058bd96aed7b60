using System.Net;
using System.Text;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Exec;
using ServiceGuru.Health;
using ServiceGuru.Health.Surroundings;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Rollouts;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// One namespace of any conformant Kubernetes API server (https://kubernetes.io/docs/reference/kubernetes-api/), and of
/// OpenShift with its image streams (https://docs.openshift.com/container-platform/latest/rest_api/image_apis/).
/// </summary>
internal sealed class KubernetesCluster : ICluster, IDisposable
{
    private readonly KubernetesApi _api;
    private readonly string _namespace;
    private readonly ImageStreamImporter _importer;
    private readonly PodExec _exec;
    private readonly ScaleAccess _scale;
    private readonly ImageStreamTagger _tagger;

    /// <summary>Initializes a new instance of the <see cref="KubernetesCluster"/> class. Connects to nothing yet.</summary>
    /// <param name="definition">How to reach the cluster.</param>
    /// <param name="namespace">The namespace.</param>
    /// <param name="definitionDirectory">The folder from which relative paths in the definition begin; the current one if null.</param>
    /// <param name="secrets">Resolves the token, if one is named.</param>
    /// <param name="pipeline">The way out.</param>
    public KubernetesCluster(ClusterDefinition definition, string @namespace, string? definitionDirectory, ISecretResolver secrets, HttpPipeline pipeline)
        : this(
            new KubernetesApi(new ClusterAccessResolver(definition, definitionDirectory, secrets, pipeline, HostSurroundings.Real), pipeline, KubernetesApi.NewHandler),
            @namespace)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="KubernetesCluster"/> class over an API server.</summary>
    public KubernetesCluster(KubernetesApi api, string @namespace)
    {
        _api = api;
        _namespace = @namespace;
        _importer = new ImageStreamImporter(api, ImagePath());
        _exec = new PodExec(api, CorePath("pods"));
        _scale = new ScaleAccess(api, AppsPath);
        _tagger = new ImageStreamTagger(api, ImagePath());
    }

    /// <inheritdoc/>
    public async Task<ClusterSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset takenAt = _api.Time.GetUtcNow();
        Task<ObjectList<PodState>?> pods = _api.ListAsync(CorePath("pods"), PodReading.Pod, cancellationToken);
        Task<ObjectList<WorkloadState>?> deployments = _api.ListAsync(AppsPath("deployments"), WorkloadReading.Deployment, cancellationToken);
        Task<ObjectList<WorkloadState>?> statefulSets = _api.ListAsync(AppsPath("statefulsets"), WorkloadReading.StatefulSet, cancellationToken);
        Task<ObjectList<ClusterEvent>?> events = _api.ListAsync(CorePath("events"), EventReading.Event, cancellationToken);
        Task<IReadOnlyList<ImageStreamState>> streams = ListImageStreamsAsync(cancellationToken);
        await Task.WhenAll(pods, deployments, statefulSets, events, streams).ConfigureAwait(false);
        return new ClusterSnapshot
        {
            TakenAt = takenAt,
            Namespace = _namespace,
            Pods = (await pods.ConfigureAwait(false))?.Items ?? throw await NotKubernetesAsync("pods", cancellationToken).ConfigureAwait(false),
            Workloads =
            [
                .. (await deployments.ConfigureAwait(false))?.Items ?? throw await NotKubernetesAsync("deployments", cancellationToken).ConfigureAwait(false),
                .. (await statefulSets.ConfigureAwait(false))?.Items ?? throw await NotKubernetesAsync("statefulsets", cancellationToken).ConfigureAwait(false),
            ],
            ImageStreams = await streams.ConfigureAwait(false),
            Events = [.. ((await events.ConfigureAwait(false))?.Items ?? []).OrderByDescending(e => e.LastSeen)],
        };
    }

    /// <inheritdoc/>
    public Task<ClusterSurroundings> ReadSurroundingsAsync(CancellationToken cancellationToken) =>
        new SurroundingsReader(_api, _namespace).ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<ImageStreamState?> GetImageStreamAsync(string name, CancellationToken cancellationToken)
    {
        SystemClient client = await _api.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return await client
            .ReadOrNullAsync(client.Get($"{ImagePath()}/imagestreams/{Uri.EscapeDataString(name)}"), ImageStreamReading.ImageStream, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<ImportedImage> ImportImageAsync(string imageStream, string tag, string from, CancellationToken cancellationToken) =>
        _importer.ImportAsync(imageStream, tag, from, cancellationToken);

    /// <inheritdoc/>
    public Task PointTagAsync(TagPointer pointer, CancellationToken cancellationToken) => _tagger.PointAsync(pointer, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/delete-options/.</remarks>
    public async Task<bool> DeletePodAsync(string name, string uid, bool force, CancellationToken cancellationToken)
    {
        SystemClient client = await _api.ConnectAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, object> options = new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "DeleteOptions",
            ["preconditions"] = new { uid },
        };
        if (force)
        {
            options["gracePeriodSeconds"] = 0;
        }

        // With the uid a second delete meets nothing, or another pod, which it leaves alone.
        HttpCall call = client.Write(HttpMethod.Delete, $"{CorePath("pods")}/{Uri.EscapeDataString(name)}", options, idempotent: true);
        HttpAnswer answer = await client.SendAsync(call, cancellationToken, HttpStatusCode.NotFound, HttpStatusCode.Conflict).ConfigureAwait(false);
        return answer.Succeeded;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ReadLogTailAsync(string pod, string container, bool previous, int lines, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lines, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lines, 1000);
        SystemClient client = await _api.ConnectAsync(cancellationToken).ConfigureAwait(false);
        HttpCall call = client.Get($"{CorePath("pods")}/{Uri.EscapeDataString(pod)}/log?container={Uri.EscapeDataString(container)}&tailLines={lines}{(previous ? "&previous=true" : string.Empty)}")
            with { Accept = "text/plain, */*" };
        HttpAnswer answer = await client.SendAsync(call, cancellationToken, HttpStatusCode.NotFound, HttpStatusCode.BadRequest).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            return answer.Status == HttpStatusCode.NotFound || SaysThatThereIsNone(answer) ? [] : throw client.Failures.Refused(call, answer);
        }

        string text = _api.Redactor.Redact(Encoding.UTF8.GetString(answer.Body.Span)).TrimEnd('\n');
        return text.Length == 0 ? [] : [.. text.Split('\n').Select(line => line.TrimEnd('\r'))];
    }

    /// <inheritdoc/>
    public Task<PodCommandResult> ExecAsync(PodCommand command, CancellationToken cancellationToken) => _exec.RunAsync(command, cancellationToken);

    /// <inheritdoc/>
    public Task<WorkloadScale> GetScaleAsync(WorkloadKind kind, string name, CancellationToken cancellationToken) => _scale.GetAsync(kind, name, cancellationToken);

    /// <inheritdoc/>
    public Task SetReplicasAsync(WorkloadKind kind, string name, int replicas, CancellationToken cancellationToken) =>
        _scale.SetAsync(kind, name, replicas, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _api.Dispose();

    // The kubelet answers 400 for "not yet" and "no longer" as well as for a wrong container name.
    private bool SaysThatThereIsNone(HttpAnswer answer)
    {
        string words = ServerWords.Of(answer, _api.Redactor);
        return words.Contains("is waiting to start", StringComparison.Ordinal)
            || words.Contains("previous terminated container", StringComparison.Ordinal)
            || words.Contains("is not available", StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<ImageStreamState>> ListImageStreamsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _api.ListAsync($"{ImagePath()}/imagestreams", ImageStreamReading.ImageStream, cancellationToken).ConfigureAwait(false))?.Items ?? [];
        }
        catch (GuruException e) when (e.Failure.Id == "ClusterForbidden")
        {
            // Rights are checked before the path: plain Kubernetes says 403 to somebody who may not everything.
            SystemClient client = await _api.ConnectAsync(cancellationToken).ConfigureAwait(false);
            HttpAnswer group = await client.SendAsync(client.Get("apis/image.openshift.io/v1"), cancellationToken, HttpStatusCode.NotFound).ConfigureAwait(false);
            if (group.Status == HttpStatusCode.NotFound)
            {
                return [];
            }

            throw;
        }
    }

    private async Task<GuruException> NotKubernetesAsync(string kind, CancellationToken cancellationToken)
    {
        SystemClient client = await _api.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return client.Failures.Unreadable(client.Get(string.Empty), new UnexpectedShapeException($"The server knows no {kind} (404)."));
    }

    private string CorePath(string kind) => $"api/v1/namespaces/{Uri.EscapeDataString(_namespace)}/{kind}";

    private string AppsPath(string kind) => $"apis/apps/v1/namespaces/{Uri.EscapeDataString(_namespace)}/{kind}";

    private string ImagePath() => $"apis/image.openshift.io/v1/namespaces/{Uri.EscapeDataString(_namespace)}";
}
