using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>Writes a pod's status as a kubelet does (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/).</summary>
internal static class PodStatus
{
    private static readonly string[] Conditions = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"];

    /// <summary>The pod has a node.</summary>
    public static void Scheduled(JsonObject pod, string node, DateTimeOffset now)
    {
        pod.Ensure("spec")["nodeName"] = node;
        var status = pod.Ensure("status");
        status["phase"] = "Pending";
        SetCondition(status, "PodScheduled", true, now);
    }

    /// <summary>The pod's node has accepted it and makes its containers.</summary>
    public static void Accepted(JsonObject pod, string nodeAddress, DateTimeOffset now)
    {
        var status = pod.Ensure("status");
        status["hostIP"] = nodeAddress;
        status["startTime"] = now.Stamp();
        foreach (var type in Conditions)
        {
            SetCondition(status, type, type is "Initialized" or "PodScheduled", now);
        }

        foreach (var (_, container) in Containers(pod))
        {
            container["restartCount"] = 0;
            Wait(container, "ContainerCreating", null);
        }
    }

    /// <summary>All containers wait.</summary>
    public static void Waiting(JsonObject pod, string reason, string? message, DateTimeOffset now)
    {
        foreach (var (_, container) in Containers(pod))
        {
            if (container.At("state", "terminated") is JsonObject ended)
            {
                container["lastState"] = new JsonObject { ["terminated"] = ended.DeepClone() };
            }

            Wait(container, reason, message);
        }

        SetReady(pod, false, now);
    }

    /// <summary>All containers run.</summary>
    public static void Running(JsonObject pod, string podAddress, Func<string, string> imageId, bool again, DateTimeOffset now)
    {
        var status = pod.Ensure("status");
        status["phase"] = "Running";
        status["podIP"] = podAddress;
        status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = podAddress });
        SetCondition(status, "PodReadyToStartContainers", true, now);
        foreach (var (spec, container) in Containers(pod))
        {
            container["image"] = spec.Text("image");
            container["imageID"] = imageId(spec.Text("image") ?? "");
            container["containerID"] = $"cri-o://{Guid.NewGuid():N}{Guid.NewGuid():N}";
            container["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = now.Stamp() } };
            container["started"] = true;
            container["restartCount"] = container.Count("restartCount") + (again ? 1 : 0);
        }

        SetReady(pod, false, now);
    }

    /// <summary>All containers have ended.</summary>
    public static void Terminated(JsonObject pod, int exitCode, string reason, DateTimeOffset now)
    {
        foreach (var (_, container) in Containers(pod))
        {
            container["state"] = new JsonObject
            {
                ["terminated"] = new JsonObject
                {
                    ["exitCode"] = exitCode,
                    ["reason"] = reason,
                    ["startedAt"] = container.Text("state", "running", "startedAt") ?? now.Stamp(),
                    ["finishedAt"] = now.Stamp(),
                    ["containerID"] = container.Text("containerID"),
                },
            };
            container["started"] = false;
        }

        SetReady(pod, false, now);
    }

    /// <summary>Whether the pod serves.</summary>
    public static void SetReady(JsonObject pod, bool ready, DateTimeOffset now)
    {
        var status = pod.Ensure("status");
        foreach (var (_, container) in Containers(pod))
        {
            container["ready"] = ready;
        }

        SetCondition(status, "Ready", ready, now, ready ? null : Unready(pod));
        SetCondition(status, "ContainersReady", ready, now, ready ? null : Unready(pod));
    }

    private static string Unready(JsonObject pod) =>
        $"containers with unready status: [{string.Join(' ', pod.Items("spec", "containers").Select(container => container.Text("name")))}]";

    private static void Wait(JsonObject container, string reason, string? message)
    {
        var waiting = new JsonObject { ["reason"] = reason };
        if (message is not null)
        {
            waiting["message"] = message;
        }

        container["state"] = new JsonObject { ["waiting"] = waiting };
        container["started"] = false;
    }

    private static IEnumerable<(JsonObject Spec, JsonObject Status)> Containers(JsonObject pod)
    {
        var statuses = pod.Ensure("status").EnsureList("containerStatuses");
        foreach (var spec in pod.Items("spec", "containers").ToList())
        {
            var status = statuses.OfType<JsonObject>().FirstOrDefault(one => one.Text("name") == spec.Text("name"));
            if (status is null)
            {
                status = new JsonObject
                {
                    ["name"] = spec.Text("name"),
                    ["image"] = spec.Text("image"),
                    ["imageID"] = "",
                    ["lastState"] = new JsonObject(),
                    ["ready"] = false,
                    ["restartCount"] = 0,
                };
                statuses.Add(status);
            }

            yield return (spec, status);
        }
    }

    private static void SetCondition(JsonObject status, string type, bool value, DateTimeOffset now, string? message = null)
    {
        var list = status.EnsureList("conditions");
        var condition = list.OfType<JsonObject>().FirstOrDefault(one => one.Text("type") == type);
        if (condition is null)
        {
            condition = new JsonObject { ["type"] = type, ["lastProbeTime"] = null };
            list.Add(condition);
        }

        var text = value ? "True" : "False";
        if (condition.Text("status") != text)
        {
            condition["status"] = text;
            condition["lastTransitionTime"] = now.Stamp();
        }

        condition.Remove("reason");
        condition.Remove("message");
        if (message is not null)
        {
            condition["reason"] = "ContainersNotReady";
            condition["message"] = message;
        }
    }
}
