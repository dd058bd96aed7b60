using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Health.Rules.Around;

/// <summary>A node with pods of the namespace is in trouble. Other nodes are other people's matter.</summary>
internal static class NodeRules
{
    private static readonly string[] Pressures = ["MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable"];

    public static IReadOnlyList<HealthRule<AroundSubject<NodeState>>> All { get; } =
    [
        new("NodeNotReady", HealthLayer.Node, FindingSeverity.AfterGrace, node => node.State.Conditions.FirstOrDefault(condition => condition is { Type: "Ready", Status: not "True" }) is { } condition
            ? Seen(node, condition, $"Node {node.Name} is not Ready.")
            : null),
        new("NodePressure", HealthLayer.Node, FindingSeverity.Warning, node => node.State.Conditions.FirstOrDefault(condition => condition.Status == "True" && Pressures.Contains(condition.Type)) is { } condition
            ? Seen(node, condition, $"Node {node.Name} reports {condition.Type}: it may evict pods.")
            : null),
        new("NodeCordoned", HealthLayer.Node, FindingSeverity.Warning, node => node.State.Cordoned
            ? new Sighting($"Node {node.Name} takes no new pods (cordoned): whoever did it may be about to drain it.") { Evidence = [Pods(node)], NextAction = $"kubectl describe node {node.Name}" }
            : null),
    ];

    private static Sighting Seen(AroundSubject<NodeState> node, ConditionState condition, string message) => new(message)
    {
        Since = condition.ChangedAt,
        Cause = condition.Message,
        Evidence = [Evidence.Line(condition), Pods(node)],
        NextAction = $"kubectl describe node {node.Name}; ask the cluster's administrators if it lasts.",
    };

    private static string Pods(AroundSubject<NodeState> node)
    {
        List<string> names = [.. node.View.OnNode(node.Name).Select(pod => pod.Name)];
        return $"{names.Count} pods of the namespace: {string.Join(", ", names.Take(5))}{(names.Count > 5 ? ", …" : string.Empty)}";
    }
}
