using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>What the API fills in for what stands around the workloads: jobs, services, routes, claims, budgets.</summary>
internal static class KindDefaults
{
    private static readonly Dictionary<ResourceKind, Action<JsonObject>> Defaults = new()
    {
        [ResourceKinds.DaemonSet] = DaemonSet,
        [ResourceKinds.Job] = Job,
        [ResourceKinds.CronJob] = CronJob,
        [ResourceKinds.Service] = Service,
        [ResourceKinds.Route] = Route,
        [ResourceKinds.PersistentVolumeClaim] = Claim,
        [ResourceKinds.HorizontalPodAutoscaler] = item => item.Ensure("spec")["minReplicas"] ??= 1,
        [ResourceKinds.ResourceQuota] = item => item.Ensure("status"),
        [ResourceKinds.PodDisruptionBudget] = item => item.Ensure("status"),
    };

    /// <summary>Fills an object in.</summary>
    public static void Fill(ResourceKind kind, JsonObject item) => Defaults.GetValueOrDefault(kind)?.Invoke(item);

    private static void DaemonSet(JsonObject item)
    {
        var spec = item.Ensure("spec");
        spec["revisionHistoryLimit"] ??= 10;
        spec["updateStrategy"] ??= new JsonObject
        {
            ["type"] = "RollingUpdate",
            ["rollingUpdate"] = new JsonObject { ["maxUnavailable"] = 1, ["maxSurge"] = 0 },
        };
    }

    private static void Job(JsonObject item)
    {
        var spec = item.Ensure("spec");
        spec["parallelism"] ??= 1;
        spec["completions"] ??= 1;
        spec["backoffLimit"] ??= 6;
        spec["completionMode"] ??= "NonIndexed";
        spec["suspend"] ??= false;
        ObjectRules.DefaultPod(spec.Ensure("template", "spec"));
        item.Ensure("status");
    }

    private static void CronJob(JsonObject item)
    {
        var spec = item.Ensure("spec");
        spec["concurrencyPolicy"] ??= "Allow";
        spec["suspend"] ??= false;
        spec["successfulJobsHistoryLimit"] ??= 3;
        spec["failedJobsHistoryLimit"] ??= 1;
        item.Ensure("status");
    }

    private static void Service(JsonObject item)
    {
        var spec = item.Ensure("spec");
        spec["type"] ??= "ClusterIP";
        spec["clusterIP"] ??= ClusterAddress(item);
        spec["clusterIPs"] ??= new JsonArray(spec.Text("clusterIP"));
        spec["ipFamilies"] ??= new JsonArray("IPv4");
        spec["ipFamilyPolicy"] ??= "SingleStack";
        spec["internalTrafficPolicy"] ??= "Cluster";
        spec["sessionAffinity"] ??= "None";
        foreach (var port in spec.Items("ports"))
        {
            port["protocol"] ??= "TCP";
            port["targetPort"] ??= port["port"]?.DeepClone();
        }

        item["status"] ??= new JsonObject { ["loadBalancer"] = new JsonObject() };
    }

    private static void Route(JsonObject item)
    {
        var spec = item.Ensure("spec");
        spec["host"] ??= $"{item.Text("metadata", "name")}-{item.Text("metadata", "namespace")}.apps.sandbox.internal";
        spec["wildcardPolicy"] ??= "None";
        spec.Ensure("to")["kind"] ??= "Service";
        spec.Ensure("to")["weight"] ??= 100;
        item.Ensure("status");
    }

    private static void Claim(JsonObject item)
    {
        var spec = item.Ensure("spec");
        spec["storageClassName"] ??= VolumeBinder.StorageClass;
        spec["volumeMode"] ??= "Filesystem";
        item.Ensure("status")["phase"] ??= "Pending";
    }

    // The same name has the same address in every run, as a person expects who compares two of them.
    private static string ClusterAddress(JsonObject item)
    {
        var number = StableHash.Number($"{item.Text("metadata", "namespace")}/{item.Text("metadata", "name")}", 0x7f00);
        return $"172.30.{number >> 8}.{1 + (number & 0xff) % 254}";
    }
}
