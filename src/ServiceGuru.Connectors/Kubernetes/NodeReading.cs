using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>Reads nodes (https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1/).</summary>
internal static class NodeReading
{
    /// <summary>Reads a node.</summary>
    public static NodeState Node(JsonElement item) => new(
        item.NeedText("metadata", "name"),
        item.Flag("spec", "unschedulable"),
        ConditionReading.Conditions(item));
}
