using System.Text.Json.Nodes;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Exec;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// How many pods a workload has: the subresource <c>scale</c> of Deployments and StatefulSets
/// (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/stateful-set-v1/#patch-partially-update-scale-of-the-specified-statefulset).
/// </summary>
/// <param name="api">The API server.</param>
/// <param name="appsPath">Gives the path of a kind's collection.</param>
internal sealed class ScaleAccess(KubernetesApi api, Func<string, string> appsPath)
{
    /// <summary>Reads it.</summary>
    public async Task<WorkloadScale> GetAsync(WorkloadKind kind, string name, CancellationToken cancellationToken)
    {
        SystemClient client = await api.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return await client
            .ReadAsync(client.Get(Path(kind, name)), scale => new WorkloadScale(scale.Count("spec", "replicas"), scale.Count("status", "replicas")), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Sets it; the same number twice is the same as once.</summary>
    public async Task SetAsync(WorkloadKind kind, string name, int replicas, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        SystemClient client = await api.ConnectAsync(cancellationToken).ConfigureAwait(false);
        JsonObject body = new() { ["spec"] = new JsonObject { ["replicas"] = replicas } };
        HttpCall call = client.Write(HttpMethod.Patch, Path(kind, name), body, idempotent: true) with { ContentType = "application/merge-patch+json" };
        await client.SendAsync(call, cancellationToken).ConfigureAwait(false);
    }

    private string Path(WorkloadKind kind, string name) =>
        $"{appsPath(kind == WorkloadKind.StatefulSet ? "statefulsets" : "deployments")}/{Uri.EscapeDataString(name)}/scale";
}
