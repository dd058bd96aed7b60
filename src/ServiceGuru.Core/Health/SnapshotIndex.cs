using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>Finds what belongs together in a snapshot without looking at everything each time.</summary>
internal sealed class SnapshotIndex
{
    private readonly Dictionary<string, WorkloadState> _workloads;
    private readonly ILookup<string, PodState> _pods;
    private readonly ILookup<string, ClusterEvent> _events;

    public SnapshotIndex(ClusterSnapshot snapshot)
    {
        _workloads = snapshot.Workloads.ToDictionary(workload => WorkloadNames.Of(workload.Kind, workload.Name), StringComparer.Ordinal);
        _pods = snapshot.Pods.ToLookup(Owner, StringComparer.Ordinal);
        _events = snapshot.Events.ToLookup(seen => EventKey(seen.ObjectKind, seen.ObjectName), StringComparer.Ordinal);
    }

    public WorkloadState? Workload(WorkloadDefinition definition) => _workloads.GetValueOrDefault(WorkloadNames.Of(definition));

    /// <summary>Gives a workload's pods, also those that end.</summary>
    public IReadOnlyList<PodState> Pods(WorkloadDefinition definition) => [.. _pods[WorkloadNames.Of(definition)]];

    /// <summary>Gives the pods that belong to none of the workloads.</summary>
    public IEnumerable<PodState> OtherPods(IEnumerable<WorkloadDefinition> definitions)
    {
        HashSet<string> known = [.. definitions.Select(WorkloadNames.Of)];
        return _pods.Where(group => !known.Contains(group.Key)).SelectMany(group => group);
    }

    /// <summary>Gives the events about a pod. A StatefulSet's pods inherit names, so what is older than the pod is of its forerunner.</summary>
    public IReadOnlyList<ClusterEvent> Events(PodState pod) =>
        [.. _events[EventKey("Pod", pod.Name)].Where(seen => seen.LastSeen >= pod.CreatedAt)];

    /// <summary>Gives the events about a workload and about the ReplicaSets of its pods' names.</summary>
    public IReadOnlyList<ClusterEvent> Events(WorkloadDefinition definition)
    {
        IEnumerable<ClusterEvent> own = _events[EventKey(definition.Kind.ToString(), definition.Name)];
        return definition.Kind == WorkloadKind.Deployment
            ? [.. own.Concat(_events.Where(group => group.Key.StartsWith($"ReplicaSet/{definition.Name}-", StringComparison.Ordinal)
                && DeploymentOf(group.Key["ReplicaSet/".Length..]) == definition.Name).SelectMany(group => group))]
            : [.. own];
    }

    private static string EventKey(string kind, string name) => $"{kind}/{name}";

    /// <summary>A ReplicaSet's name is its Deployment's, a hyphen, and a hash without hyphens.</summary>
    private static string? DeploymentOf(string replicaSet) =>
        replicaSet.LastIndexOf('-') is > 0 and { } hyphen ? replicaSet[..hyphen] : null;

    private string Owner(PodState pod) => (pod.OwnerKind, pod.OwnerName) switch
    {
        ("ReplicaSet", { } name) when DeploymentOf(name) is { } deployment => WorkloadNames.Of(WorkloadKind.Deployment, deployment),
        ("StatefulSet", { } name) => WorkloadNames.Of(WorkloadKind.StatefulSet, name),
        (null, _) => Adopter(pod),
        _ => string.Empty,
    };

    /// <summary>A pod without owner is about to be adopted by whose selector matches it.</summary>
    private string Adopter(PodState pod) => _workloads
        .Where(entry => entry.Value.Selector.Count > 0 && entry.Value.Selector.All(label => pod.Labels.GetValueOrDefault(label.Key) == label.Value))
        .Select(entry => entry.Key)
        .FirstOrDefault(string.Empty);
}
