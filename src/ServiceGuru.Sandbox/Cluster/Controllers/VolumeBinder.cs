using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>Binds volume claims to volumes that it makes; a claim of a storage class that the cluster lacks stays Pending.</summary>
internal sealed class VolumeBinder(ObjectStore store, EventRecorder? events) : IController
{
    /// <summary>The cluster's only storage class.</summary>
    public const string StorageClass = "aws-ebs";

    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.PersistentVolumeClaim;

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        if (item.Content.Text("status", "phase") == "Bound")
        {
            return null;
        }

        if (item.Content.Text("spec", "storageClassName") is { } asked && asked != StorageClass)
        {
            store.Update(Kind, item.Namespace, item.Name, content => content.Ensure("status")["phase"] = "Pending");
            events?.Warning(item, "persistentvolume-controller", "ProvisioningFailed", $"storageclass.storage.k8s.io \"{asked}\" not found");
            return Retry;
        }

        store.Update(Kind, item.Namespace, item.Name, Bind);
        events?.Normal(item, "ebs.csi.aws.com_sandbox", "ProvisioningSucceeded", $"Successfully provisioned volume pvc-{item.Uid}");
        return null;
    }

    private static void Bind(JsonObject content)
    {
        var annotations = content.Ensure("metadata", "annotations");
        annotations["pv.kubernetes.io/bind-completed"] = "yes";
        annotations["pv.kubernetes.io/bound-by-controller"] = "yes";
        content.Ensure("spec")["volumeName"] = $"pvc-{content.Text("metadata", "uid")}";
        content["status"] = new JsonObject
        {
            ["phase"] = "Bound",
            ["accessModes"] = content.At("spec", "accessModes")?.DeepClone(),
            ["capacity"] = content.At("spec", "resources", "requests")?.DeepClone(),
        };
    }
}
