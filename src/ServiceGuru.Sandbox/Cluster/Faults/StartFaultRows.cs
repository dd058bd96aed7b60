using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>Pods that find no node, no volume, no configuration, or don't get past their init containers.</summary>
internal static class StartFaultRows
{
    /// <summary>Gets the rows.</summary>
    public static IReadOnlyList<ClusterFault> All { get; } =
    [
        new("config-missing") { World = [new(ResourceKinds.Secret, "sentry")], MadeAnew = "packit-dashboard" },
        new("mount-missing-secret") { World = [new(ResourceKinds.Secret, "flower-htpasswd")], MadeAnew = "nginx" },
        new("unschedulable")
        {
            World = [new(ResourceKinds.Deployment, "packit-service") { Alter = (item, _) => Container(item).Ensure("resources", "requests")["memory"] = "96Gi" }],
        },
        new("quota-exceeded")
        {
            World = [new(ResourceKinds.ResourceQuota, "compute-resources") { Make = Quota }],
            MadeAnew = "packit-dashboard",
        },
        new("volume-pending")
        {
            World = [new(ResourceKinds.PersistentVolumeClaim, "valkey-pvc") { Alter = (claim, _) => Unbind(claim) }],
            MadeAnew = "valkey",
        },
        new("init-container-stuck")
        {
            Pods = new() { Component = "packit-service-beat" },
            Trouble = new() { InitHangs = true },
            World = [new(ResourceKinds.Deployment, "packit-service-beat") { Alter = (item, _) => AddInit(item) }],
        },
    ];

    private static JsonObject Container(JsonObject workload) => workload.Items("spec", "template", "spec", "containers").First();

    private static JsonObject Quota(FaultScene scene) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ResourceQuota",
        ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["pods"] = "4" } },
    };

    /// <summary>As a claim is that was made anew for a storage class that the cluster does not have.</summary>
    private static void Unbind(JsonObject claim)
    {
        claim.Ensure("metadata").Remove("annotations");
        claim.Ensure("spec").Remove("volumeName");
        claim.Ensure("spec")["storageClassName"] = "aws-ebs-encrypted";
        claim["status"] = new JsonObject { ["phase"] = "Pending" };
    }

    private static void AddInit(JsonObject workload) => workload.Ensure("spec", "template", "spec")["initContainers"] = new JsonArray(new JsonObject
    {
        ["name"] = "wait-for-database",
        ["image"] = Container(workload).Text("image"),
        ["imagePullPolicy"] = "IfNotPresent",
        ["command"] = new JsonArray("bash", "-c", "until pg_isready -h postgres; do sleep 2; done"),
        ["resources"] = new JsonObject(),
        ["terminationMessagePath"] = "/dev/termination-log",
        ["terminationMessagePolicy"] = "File",
    });
}
