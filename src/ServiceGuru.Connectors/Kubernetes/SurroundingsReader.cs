using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health.Surroundings;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// Lists what stands around pods and workloads. A kind that the server lacks (404) is empty; one that it does not let us
/// list (403) is named as unread, since a user of a namespace may rarely list nodes, and that says nothing about health.
/// </summary>
internal sealed class SurroundingsReader(KubernetesApi api, string @namespace)
{
    private readonly ConcurrentBag<UnreadKind> _unread = [];

    /// <summary>Reads all kinds side by side.</summary>
    public async Task<ClusterSurroundings> ReadAsync(CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<DaemonSetState>> daemonSets = ListAsync("apis/apps/v1", "daemonsets", ControllerReading.DaemonSet, cancellationToken);
        Task<IReadOnlyList<JobState>> jobs = ListAsync("apis/batch/v1", "jobs", JobReading.Job, cancellationToken);
        Task<IReadOnlyList<CronJobState>> cronJobs = ListAsync("apis/batch/v1", "cronjobs", JobReading.CronJob, cancellationToken);
        Task<IReadOnlyList<ServiceState>> services = ListAsync("api/v1", "services", NetworkReading.Service, cancellationToken);
        Task<IReadOnlyList<EndpointsState>?> endpoints = ListEndpointsAsync(cancellationToken);
        Task<IReadOnlyList<RouteState>> routes = ListAsync("apis/route.openshift.io/v1", "routes", NetworkReading.Route, cancellationToken);
        Task<IReadOnlyList<VolumeClaimState>> claims = ListAsync("api/v1", "persistentvolumeclaims", StorageReading.Claim, cancellationToken);
        Task<IReadOnlyList<AutoscalerState>> autoscalers = ListAsync("apis/autoscaling/v2", "horizontalpodautoscalers", ControllerReading.Autoscaler, cancellationToken);
        Task<IReadOnlyList<DisruptionBudgetState>> budgets = ListAsync("apis/policy/v1", "poddisruptionbudgets", ControllerReading.DisruptionBudget, cancellationToken);
        Task<IReadOnlyList<NodeState>> nodes = ListPathAsync("api/v1", "nodes", "api/v1/nodes", NodeReading.Node, cancellationToken);
        Task<IReadOnlyList<BuildRunState>> builds = ListAsync("apis/build.openshift.io/v1", "builds", OpenShiftReading.Build, cancellationToken);
        Task<IReadOnlyList<DeploymentConfigState>> configs = ListAsync("apis/apps.openshift.io/v1", "deploymentconfigs", OpenShiftReading.DeploymentConfig, cancellationToken);
        await Task.WhenAll(daemonSets, jobs, cronJobs, services, endpoints, routes, claims, autoscalers, budgets, nodes, builds, configs).ConfigureAwait(false);
        return new ClusterSurroundings
        {
            DaemonSets = await daemonSets.ConfigureAwait(false),
            Jobs = await jobs.ConfigureAwait(false),
            CronJobs = await cronJobs.ConfigureAwait(false),
            Services = await services.ConfigureAwait(false),
            Endpoints = await endpoints.ConfigureAwait(false),
            Routes = await routes.ConfigureAwait(false),
            VolumeClaims = await claims.ConfigureAwait(false),
            Autoscalers = await autoscalers.ConfigureAwait(false),
            DisruptionBudgets = await budgets.ConfigureAwait(false),
            Nodes = await nodes.ConfigureAwait(false),
            Builds = await builds.ConfigureAwait(false),
            DeploymentConfigs = await configs.ConfigureAwait(false),
            Unread = [.. _unread.OrderBy(unread => unread.Kind, StringComparer.Ordinal)],
        };
    }

    private Task<IReadOnlyList<T>> ListAsync<T>(string group, string kind, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        ListPathAsync(group, kind, $"{group}/namespaces/{Uri.EscapeDataString(@namespace)}/{kind}", read, cancellationToken);

    private async Task<IReadOnlyList<T>> ListPathAsync<T>(string group, string kind, string path, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return (await api.ListAsync(path, read, cancellationToken).ConfigureAwait(false))?.Items ?? [];
        }
        catch (GuruException refused) when (refused.Failure.Id == "ClusterForbidden")
        {
            if (await HasGroupAsync(group, cancellationToken).ConfigureAwait(false))
            {
                _unread.Add(Unread(kind, refused.Failure));
            }

            return [];
        }
    }

    /// <summary>Slices have replaced the older Endpoints; who may not read them, or a server without them, is asked for those.</summary>
    private async Task<IReadOnlyList<EndpointsState>?> ListEndpointsAsync(CancellationToken cancellationToken)
    {
        string space = Uri.EscapeDataString(@namespace);
        try
        {
            if (await api.ListAsync($"apis/discovery.k8s.io/v1/namespaces/{space}/endpointslices", NetworkReading.EndpointSlice, cancellationToken).ConfigureAwait(false) is { } slices)
            {
                return slices.Items;
            }
        }
        catch (GuruException refused) when (refused.Failure.Id == "ClusterForbidden")
        {
            // The older kind may be allowed.
        }

        try
        {
            return (await api.ListAsync($"api/v1/namespaces/{space}/endpoints", NetworkReading.Endpoints, cancellationToken).ConfigureAwait(false))?.Items;
        }
        catch (GuruException refused) when (refused.Failure.Id == "ClusterForbidden")
        {
            _unread.Add(Unread("endpoints", refused.Failure));
            return null;
        }
    }

    /// <summary>Rights are checked before the path, so a server without OpenShift's kinds says 403 to somebody who may not everything.</summary>
    private async Task<bool> HasGroupAsync(string group, CancellationToken cancellationToken)
    {
        if (!group.Contains("openshift.io", StringComparison.Ordinal))
        {
            return true;
        }

        SystemClient client = await api.ConnectAsync(cancellationToken).ConfigureAwait(false);
        HttpAnswer answer = await client.SendAsync(client.Get(group), cancellationToken, HttpStatusCode.NotFound, HttpStatusCode.Forbidden).ConfigureAwait(false);
        return answer.Succeeded;
    }

    private static UnreadKind Unread(string kind, Failure failure) => new(kind, failure.Cause ?? failure.Message);
}
