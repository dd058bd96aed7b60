using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>The cluster's machines.</summary>
internal sealed class ClusterNodes
{
    private int pods;
    private int addresses;

    /// <summary>Gets the machines' names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["worker-0.sandbox.internal", "worker-1.sandbox.internal"];

    /// <summary>The machine for the next pod, of those that have room for it.</summary>
    public string Next(IReadOnlyList<string> fitting) => fitting[(Interlocked.Increment(ref pods) & int.MaxValue) % fitting.Count];

    /// <summary>A machine's address.</summary>
    public static string Address(string node) => node.StartsWith("worker-0", StringComparison.Ordinal) ? "10.0.10.11" : "10.0.10.12";

    /// <summary>An address for the next pod.</summary>
    public string NextPodAddress()
    {
        var number = Interlocked.Increment(ref addresses) & 0xffff;
        return $"10.128.{number >> 8}.{number & 0xff}";
    }

    /// <summary>A machine as the API shows it.</summary>
    public static JsonObject Make(string name, DateTimeOffset since)
    {
        JsonObject Resources() => new() { ["cpu"] = "16", ["memory"] = "65536Mi", ["pods"] = "500", ["ephemeral-storage"] = "300Gi" };
        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["creationTimestamp"] = since.Stamp(),
                ["labels"] = new JsonObject
                {
                    ["kubernetes.io/hostname"] = name,
                    ["kubernetes.io/arch"] = "amd64",
                    ["kubernetes.io/os"] = "linux",
                    ["node-role.kubernetes.io/worker"] = "",
                },
            },
            ["spec"] = new JsonObject(),
            ["status"] = new JsonObject
            {
                ["capacity"] = Resources(),
                ["allocatable"] = Resources(),
                ["addresses"] = new JsonArray(
                    new JsonObject { ["type"] = "InternalIP", ["address"] = Address(name) },
                    new JsonObject { ["type"] = "Hostname", ["address"] = name }),
                ["conditions"] = new JsonArray(
                    Condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available", since),
                    Condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure", since),
                    Condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available", since),
                    Condition("Ready", "True", "KubeletReady", "kubelet is posting ready status", since)),
                ["nodeInfo"] = new JsonObject
                {
                    ["architecture"] = "amd64",
                    ["operatingSystem"] = "linux",
                    ["osImage"] = "Red Hat Enterprise Linux CoreOS",
                    ["kernelVersion"] = "5.14.0-427.el9.x86_64",
                    ["containerRuntimeVersion"] = "cri-o://1.31.6",
                    ["kubeletVersion"] = "v1.31.8",
                    ["kubeProxyVersion"] = "v1.31.8",
                    ["bootID"] = Guid.Empty.ToString(),
                    ["machineID"] = Guid.Empty.ToString("N"),
                    ["systemUUID"] = Guid.Empty.ToString(),
                },
            },
        };
    }

    private static JsonObject Condition(string type, string status, string reason, string message, DateTimeOffset since) => new()
    {
        ["type"] = type,
        ["status"] = status,
        ["lastHeartbeatTime"] = since.Stamp(),
        ["lastTransitionTime"] = since.Stamp(),
        ["reason"] = reason,
        ["message"] = message,
    };
}
