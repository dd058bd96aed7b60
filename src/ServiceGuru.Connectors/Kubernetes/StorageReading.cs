using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>Reads PersistentVolumeClaims (https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/).</summary>
internal static class StorageReading
{
    /// <summary>Reads a claim.</summary>
    public static VolumeClaimState Claim(JsonElement item) => new(
        item.NeedText("metadata", "name"),
        item.TextOrNull("status", "phase") ?? "Pending",
        item.TextOrNull("spec", "storageClassName"),
        item.TextOrNull("spec", "volumeName"),
        item.NeedTime("metadata", "creationTimestamp"));
}
