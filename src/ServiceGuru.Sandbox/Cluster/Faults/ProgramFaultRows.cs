using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Nodes;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>Programs that end, hang, or are put off their node.</summary>
internal static class ProgramFaultRows
{
    private const string LowOnDisk =
        "The node was low on resource: ephemeral-storage. Threshold quantity: 32212254720, available: 29127308Ki. "
        + "Container packit-service-beat was using 1830156Ki, request is 0, has larger consumption of ephemeral-storage. ";

    /// <summary>Gets the rows.</summary>
    public static IReadOnlyList<ClusterFault> All { get; } =
    [
        Dying("staging-crash-loop", new() { Component = "packit-worker-short-running" }, new(1, "Error", CrashText.NoBroker)),
        Dying("out-of-memory", new() { Component = "nginx" }, new(137, "OOMKilled", CrashText.Nothing)),
        Dying("liveness-failing", new() { Component = "packit-worker-long-running" }, new(137, "Error", CrashText.Hangs) { Probe = "command timed out: timeout 5m0s exceeded" }),
        Dying("valkey-disk-full", new() { Image = "packit-worker" }, new(1, "Error", CrashText.BrokerRefusesWrites)),
        new("valkey-disk-full") { Pods = new() { Component = "valkey" }, Trouble = new() { Complains = CrashText.NoSpace } },
        Dying("alembic-migration-fails", new() { Component = "packit-service" }, new(1, "Error", CrashText.Migration)),
        new("pod-evicted")
        {
            Pods = new() { Component = "packit-service-beat", Once = true },
            Trouble = new() { Evicted = LowOnDisk },
            Leftover = "Evicted",
        },
        new("pod-stuck-terminating")
        {
            Production = true,
            Pods = new() { Component = "packit-worker-long-running", Once = true },
            Trouble = new() { NeverEnds = true },
        },
        new("node-not-ready") { World = [new(ResourceKinds.Node, ClusterNodes.Names[1]) { Alter = LoseNode, Namespace = "" }] },
    ];

    private static ClusterFault Dying(string name, PodSelector pods, ProgramEnd end) => new(name) { Pods = pods, Trouble = new() { Dies = end } };

    private static void LoseNode(JsonObject node, FaultScene scene)
    {
        foreach (var condition in node.Items("status", "conditions"))
        {
            condition["status"] = "Unknown";
            condition["reason"] = "NodeStatusUnknown";
            condition["message"] = "Kubelet stopped posting node status.";
            condition["lastTransitionTime"] = scene.Since.Stamp();
        }

        node.Ensure("spec")["taints"] = new JsonArray([.. new[] { "NoSchedule", "NoExecute" }.Select(effect => (JsonNode)new JsonObject
        {
            ["key"] = "node.kubernetes.io/unreachable",
            ["effect"] = effect,
            ["timeAdded"] = scene.Since.Stamp(),
        })]);
    }
}
