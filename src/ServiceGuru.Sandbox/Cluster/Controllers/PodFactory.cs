using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>Makes pods from templates.</summary>
internal static class PodFactory
{
    /// <summary>A pod that waits for a node.</summary>
    /// <param name="owner">The ReplicaSet or StatefulSet that it belongs to.</param>
    /// <param name="template">The pod template.</param>
    /// <param name="name">The pod's name.</param>
    public static JsonObject Make(StoredObject owner, JsonNode template, string name)
    {
        var metadata = template["metadata"]?.DeepClone() as JsonObject ?? [];
        metadata["name"] = name;
        metadata["namespace"] = owner.Namespace;
        metadata["ownerReferences"] = Ownership.By(owner);
        var spec = template["spec"]?.DeepClone() as JsonObject ?? [];
        if (owner.Kind == ResourceKinds.StatefulSet)
        {
            spec["hostname"] = name;
            spec["subdomain"] = owner.Content.Text("spec", "serviceName");
        }

        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = metadata,
            ["spec"] = spec,
            ["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = "Burstable" },
        };
    }

    /// <summary>Asks for a pod's end: at once without grace or before it has a node, else by its kubelet.</summary>
    /// <param name="store">The store.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="grace">Seconds of life that it is given; null takes the pod's own.</param>
    /// <param name="deadline">Turns the seconds into the time until which it may run.</param>
    public static StoredObject? Delete(ObjectStore store, StoredObject pod, long? grace, Func<long, DateTimeOffset> deadline)
    {
        var seconds = grace ?? pod.Content.Number("spec", "terminationGracePeriodSeconds") ?? 30;
        if (seconds == 0 || pod.Content.Text("spec", "nodeName") is null)
        {
            return store.Remove(pod.Kind, pod.Namespace, pod.Name);
        }

        return store.Update(pod.Kind, pod.Namespace, pod.Name, content =>
        {
            // A second delete may shorten the grace, never lengthen it.
            if (content.Number("metadata", "deletionGracePeriodSeconds") is not { } given || seconds < given)
            {
                var metadata = content.Ensure("metadata");
                metadata["deletionTimestamp"] = deadline(seconds).Stamp();
                metadata["deletionGracePeriodSeconds"] = seconds;
            }
        });
    }
}
