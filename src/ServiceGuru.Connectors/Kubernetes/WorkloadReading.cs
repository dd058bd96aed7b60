using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// Reads Deployments and StatefulSets (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/,
/// …/stateful-set-v1/).
/// </summary>
internal static class WorkloadReading
{
    /// <summary>Reads a Deployment.</summary>
    public static WorkloadState Deployment(JsonElement item) => Workload(item, WorkloadKind.Deployment);

    /// <summary>Reads a StatefulSet.</summary>
    public static WorkloadState StatefulSet(JsonElement item) => Workload(item, WorkloadKind.StatefulSet);

    private static WorkloadState Workload(JsonElement item, WorkloadKind kind) => new()
    {
        Kind = kind,
        Name = item.NeedText("metadata", "name"),

        // Absent means the API's default, and zero is written as zero.
        Desired = item.At("spec", "replicas") is null ? 1 : item.Count("spec", "replicas"),
        Updated = item.Count("status", "updatedReplicas"),
        Ready = item.Count("status", "readyReplicas"),
        Available = item.Count("status", "availableReplicas"),
        Current = item.Count("status", "replicas"),
        Generation = item.Number("metadata", "generation") ?? 0,
        ObservedGeneration = item.Number("status", "observedGeneration") ?? 0,
        Paused = item.Flag("spec", "paused"),
        Images = Images(item),
        Selector = item.Texts("spec", "selector", "matchLabels"),
        TemplateLabels = item.Texts("spec", "template", "metadata", "labels"),
        MinReady = TimeSpan.FromSeconds(item.Count("spec", "minReadySeconds")),
        Partition = item.Count("spec", "updateStrategy", "rollingUpdate", "partition"),
        OnDelete = item.Text("spec", "updateStrategy", "type") == "OnDelete",
        CurrentRevision = item.TextOrNull("status", "currentRevision"),
        UpdateRevision = item.TextOrNull("status", "updateRevision"),
        Conditions = ConditionReading.Conditions(item),
    };

    private static Dictionary<string, string> Images(JsonElement item)
    {
        Dictionary<string, string> images = [];
        foreach (JsonElement container in item.Items("spec", "template", "spec", "containers"))
        {
            images[container.NeedText("name")] = container.TextOrNull("image") ?? string.Empty;
        }

        return images;
    }
}
