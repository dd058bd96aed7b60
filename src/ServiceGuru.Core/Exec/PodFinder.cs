using ServiceGuru.Health;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Exec;

/// <summary>Finds a pod in which a command can be run.</summary>
internal static class PodFinder
{
    /// <summary>Gives a running pod of the first of some workloads that has one.</summary>
    /// <exception cref="GuruException">None of them has one (<c>NoRunningPod</c>), or the cluster can't be read.</exception>
    public static async Task<PodPlace> FindAsync(
        EnvironmentChoice environment, IReadOnlyList<string> workloads, OperationContext context, CancellationToken cancellationToken)
    {
        ICluster cluster = context.Connections.Cluster(environment.Definition);
        ClusterSnapshot snapshot = await cluster.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        foreach (string name in workloads)
        {
            WorkloadDefinition workload = context.Service.Workloads.First(known => known.Name == name);
            if (Running(Of(name, snapshot), workload.Container) is { } pod)
            {
                return new PodPlace(environment.Name, environment.Definition.Namespace, pod.Name, Container(pod, workload.Container), cluster);
            }
        }

        throw new GuruException(new Failure
        {
            Id = "NoRunningPod",
            Message = $"No pod of {string.Join(" or ", workloads)} runs in {environment.Definition.Namespace}, so no command can be run there.",
            Target = environment.Name,
            Evidence = [.. workloads.SelectMany(name => Of(name, snapshot)).Select(pod => $"{pod.Name}: {pod.Phase}{(pod.Ready ? string.Empty : ", not ready")}")],
            NextAction = $"See what keeps it from running (guru health check {environment.Name}; PowerShell: Test-StagingHealth -Environment {environment.Name}).",
            Transient = true,
        });
    }

    /// <summary>Gives any running pod of a namespace, or null where there is none.</summary>
    public static async Task<PodPlace?> FindAnyAsync(
        EnvironmentChoice environment, string @namespace, OperationContext context, CancellationToken cancellationToken)
    {
        ICluster cluster = context.Connections.Cluster(environment.Definition with { Namespace = @namespace });
        ClusterSnapshot snapshot = await cluster.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        return Running(snapshot.Pods, null) is { } pod ? new PodPlace(environment.Name, @namespace, pod.Name, Container(pod, null), cluster) : null;
    }

    private static PodState? Running(IEnumerable<PodState> pods, string? container) => pods
        .Where(pod => pod.DeletionDeadline is null && pod.Containers.Any(one =>
            !one.Init && one.Phase == ContainerPhase.Running && (container is null || one.Name == container)))
        .OrderByDescending(pod => pod.Ready)
        .ThenBy(pod => pod.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    private static string Container(PodState pod, string? container) =>
        container ?? pod.Containers.First(one => !one.Init && one.Phase == ContainerPhase.Running).Name;

    private static IEnumerable<PodState> Of(string workload, ClusterSnapshot snapshot)
    {
        IReadOnlyDictionary<string, string> selector = snapshot.Workloads.FirstOrDefault(one => one.Name == workload)?.Selector ?? new Dictionary<string, string>();
        return snapshot.Pods.Where(pod => pod.OwnerName == workload
            || (selector.Count > 0 && selector.All(label => pod.Labels.GetValueOrDefault(label.Key) == label.Value)));
    }
}
