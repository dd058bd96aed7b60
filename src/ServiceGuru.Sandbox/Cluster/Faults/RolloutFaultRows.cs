using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>Rollouts that do not come to their end.</summary>
internal static class RolloutFaultRows
{
    private const string NotServing = "HTTP probe failed with statuscode: 503";

    /// <summary>Gets the rows.</summary>
    public static IReadOnlyList<ClusterFault> All { get; } =
    [
        new("readiness-failing")
        {
            Pods = new() { Component = "pushgateway" },
            Trouble = new() { Unready = NotServing },
            World =
            [
                new(ResourceKinds.Deployment, "pushgateway")
                {
                    Alter = (item, scene) =>
                    {
                        // The largest number means no deadline, so that only the pod tells what is wrong.
                        item.Ensure("spec")["progressDeadlineSeconds"] = int.MaxValue;
                        AddProbe(item, scene, 9091);
                    },
                },
            ],
        },
        new("progress-deadline")
        {
            Pods = new() { Component = "packit-dashboard" },
            Trouble = new() { Unready = NotServing },
            World = [new(ResourceKinds.Deployment, "packit-dashboard") { Alter = (item, scene) => AddProbe(item, scene, 8443) }],
        },
        new("partition-left")
        {
            Production = true,
            World = [new(ResourceKinds.StatefulSet, "packit-worker-short-running") { Alter = Partition }],
        },
        new("update-on-delete") { World = [new(ResourceKinds.StatefulSet, "packit-worker-long-running") { Alter = OnDelete }] },
    ];

    private static void AddProbe(JsonObject workload, FaultScene scene, int port)
    {
        Restart(workload, scene);
        workload.Items("spec", "template", "spec", "containers").First()["readinessProbe"] = new JsonObject
        {
            ["httpGet"] = new JsonObject { ["path"] = "/", ["port"] = port, ["scheme"] = "HTTP" },
            ["initialDelaySeconds"] = 10,
            ["periodSeconds"] = 10,
            ["timeoutSeconds"] = 1,
            ["successThreshold"] = 1,
            ["failureThreshold"] = 3,
        };
    }

    private static void Partition(JsonObject workload, FaultScene scene)
    {
        Restart(workload, scene);
        workload.Ensure("spec", "updateStrategy", "rollingUpdate")["partition"] = 1;
    }

    private static void OnDelete(JsonObject workload, FaultScene scene)
    {
        Restart(workload, scene);
        workload.Ensure("spec")["updateStrategy"] = new JsonObject { ["type"] = "OnDelete" };
    }

    private static void Restart(JsonObject workload, FaultScene scene) =>
        workload.Ensure("spec", "template", "metadata", "annotations")["kubectl.kubernetes.io/restartedAt"] = scene.Since.Stamp();
}
