using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>Checks that the ConfigMaps and Secrets which a pod refers to exist, in the words of the kubelet.</summary>
internal sealed class PodReferences(ObjectStore store)
{
    /// <summary>Why a volume of the pod can't be mounted, or null.</summary>
    public string? Unmounted(StoredObject pod)
    {
        foreach (var volume in pod.Content.Items("spec", "volumes"))
        {
            var missing = volume.Text("secret", "secretName") is { } secret && !volume.Flag("secret", "optional") ? Missing(pod, ResourceKinds.Secret, secret)
                : volume.Text("configMap", "name") is { } map && !volume.Flag("configMap", "optional") ? Missing(pod, ResourceKinds.ConfigMap, map)
                : null;
            if (missing is not null)
            {
                return $"MountVolume.SetUp failed for volume \"{volume.Text("name")}\" : {missing}";
            }
        }

        return null;
    }

    /// <summary>Why the environment of a container can't be made, or null.</summary>
    public string? Unconfigured(StoredObject pod, JsonObject container)
    {
        foreach (var source in container.Items("env").Select(variable => variable["valueFrom"]).Concat(container.Items("envFrom")).OfType<JsonNode>())
        {
            var (kind, reference) = (source["secretKeyRef"] ?? source["secretRef"]) is { } secret
                ? (ResourceKinds.Secret, secret)
                : (ResourceKinds.ConfigMap, source["configMapKeyRef"] ?? source["configMapRef"]);
            if (reference is null || reference.Flag("optional"))
            {
                continue;
            }

            var name = reference.Text("name") ?? "";
            if (Missing(pod, kind, name) is { } missing)
            {
                return missing;
            }

            if (reference.Text("key") is { } key && store.Find(kind, pod.Namespace, name)?.Content.At("data", key) is null)
            {
                return $"couldn't find key {key} in {kind.Kind} {pod.Namespace}/{name}";
            }
        }

        return null;
    }

    private string? Missing(StoredObject pod, ResourceKind kind, string name) =>
        store.Find(kind, pod.Namespace, name) is null ? $"{kind.Singular} \"{name}\" not found" : null;
}
