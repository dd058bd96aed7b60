using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Health.Rules.Around;

/// <summary>Finds in a snapshot what belongs to something around its pods.</summary>
internal sealed class NamespaceView(ClusterSnapshot snapshot)
{
    private readonly ILookup<string, ClusterEvent> _events = snapshot.Events.ToLookup(seen => $"{seen.ObjectKind}/{seen.ObjectName}", StringComparer.Ordinal);
    private readonly ILookup<string, PodState> _owned = snapshot.Pods.ToLookup(pod => $"{pod.OwnerKind}/{pod.OwnerName}", StringComparer.Ordinal);
    private readonly ILookup<string, PodState> _placed = snapshot.Pods.Where(pod => pod.Node is not null).ToLookup(pod => pod.Node!, StringComparer.Ordinal);

    public ClusterSnapshot Snapshot => snapshot;

    public ClusterSurroundings Around => snapshot.Surroundings;

    /// <summary>Gives the events about an object, newest first.</summary>
    public IEnumerable<ClusterEvent> Events(string kind, string name) => _events[$"{kind}/{name}"];

    /// <summary>Gives the pods that an object controls.</summary>
    public IEnumerable<PodState> Owned(string kind, string name) => _owned[$"{kind}/{name}"];

    /// <summary>Gives the pods of the namespace on a node.</summary>
    public IEnumerable<PodState> OnNode(string node) => _placed[node];

    /// <summary>Gives the pods that a selector finds and that are not about to end.</summary>
    public IReadOnlyList<PodState> Selected(IReadOnlyDictionary<string, string> selector) =>
        [.. snapshot.Pods.Where(pod => pod is { DeletionDeadline: null, Phase: "Pending" or "Running" } && Matches(selector, pod.Labels))];

    /// <summary>Gives the workloads whose pods a selector finds.</summary>
    public IReadOnlyList<WorkloadState> Makers(IReadOnlyDictionary<string, string> selector) =>
        [.. snapshot.Workloads.Where(workload => Matches(selector, workload.TemplateLabels.Count > 0 ? workload.TemplateLabels : workload.Selector))];

    private static bool Matches(IReadOnlyDictionary<string, string> selector, IReadOnlyDictionary<string, string> labels) =>
        selector.Count > 0 && selector.All(label => labels.GetValueOrDefault(label.Key) == label.Value);
}
