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

    /// <summary>No node takes the pod.</summary>
    public static void Unschedulable(JsonObject pod, string message, DateTimeOffset now)
    {
        var status = pod.Ensure("status");
        status["phase"] = "Pending";
        SetCondition(status, "PodScheduled", false, now, message, "Unschedulable");
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

        var inits = pod.Items("spec", "initContainers").Any();
        if (inits)
        {
            Initialized(pod, false, now);
        }

        foreach (var (_, container) in Inits(pod).Concat(Containers(pod)))
        {
            container["restartCount"] = 0;
            Wait(container, inits ? "PodInitializing" : "ContainerCreating", null);
        }

        if (inits)
        {
            SetReady(pod, false, now);
        }
    }

    /// <summary>An init container runs.</summary>
    public static void InitRunning(JsonObject pod, string name, Func<string, string> imageId, DateTimeOffset now)
    {
        var (spec, container) = Inits(pod).First(one => one.Spec.Text("name") == name);
        Run(spec, container, imageId, now);
        Initialized(pod, false, now);
    }

    /// <summary>An init container has ended well.</summary>
    public static void InitEnded(JsonObject pod, string name, DateTimeOffset now)
    {
        var (_, container) = Inits(pod).First(one => one.Spec.Text("name") == name);
        container["state"] = Ended(container, 0, "Completed", now);
        container["started"] = false;
        container["ready"] = true;
        Initialized(pod, Inits(pod).All(one => one.Status.Flag("ready")), now);
    }

    /// <summary>The pod's program has done its work, well or not, and is not started again.</summary>
    public static void Finished(JsonObject pod, int exitCode, DateTimeOffset now)
    {
        Terminated(pod, exitCode, exitCode == 0 ? "Completed" : "Error", now);
        var status = pod.Ensure("status");
        status["phase"] = exitCode == 0 ? "Succeeded" : "Failed";
        foreach (var type in new[] { "Ready", "ContainersReady" })
        {
            var condition = status.Items("conditions").First(one => one.Text("type") == type);
            condition.Remove("message");
            condition["reason"] = exitCode == 0 ? "PodCompleted" : "PodFailed";
        }
    }

    /// <summary>The kubelet has put the pod off its node.</summary>
    public static void Evicted(JsonObject pod, string message, DateTimeOffset now)
    {
        Terminated(pod, 137, "Error", now);
        var status = pod.Ensure("status");
        status["phase"] = "Failed";
        status["reason"] = "Evicted";
        status["message"] = message;
        SetCondition(status, "DisruptionTarget", true, now, message, "TerminationByKubelet");
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
            Run(spec, container, imageId, now);
            container["restartCount"] = container.Count("restartCount") + (again ? 1 : 0);
        }

        SetReady(pod, false, now);
    }

    /// <summary>All containers have ended.</summary>
    public static void Terminated(JsonObject pod, int exitCode, string reason, DateTimeOffset now)
    {
        foreach (var (_, container) in Containers(pod))
        {
            container["state"] = Ended(container, exitCode, reason, now);
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

    /// <summary>Whether the pod counts as Ready, whatever its containers are: its node does not answer, or answers again.</summary>
    public static void SetReadyCondition(JsonObject pod, bool ready, DateTimeOffset now) => SetCondition(pod.Ensure("status"), "Ready", ready, now);

    private static void Initialized(JsonObject pod, bool value, DateTimeOffset now)
    {
        var waiting = Inits(pod).Where(one => !one.Status.Flag("ready")).Select(one => one.Spec.Text("name"));
        SetCondition(pod.Ensure("status"), "Initialized", value, now,
            value ? null : $"containers with incomplete status: [{string.Join(' ', waiting)}]", "ContainersNotInitialized");
    }

    private static void Run(JsonObject spec, JsonObject container, Func<string, string> imageId, DateTimeOffset now)
    {
        container["image"] = spec.Text("image");
        container["imageID"] = imageId(spec.Text("image") ?? "");
        container["containerID"] = $"cri-o://{Guid.NewGuid():N}{Guid.NewGuid():N}";
        container["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = now.Stamp() } };
        container["started"] = true;
    }

    private static JsonObject Ended(JsonObject container, int exitCode, string reason, DateTimeOffset now) => new()
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

    private static IEnumerable<(JsonObject Spec, JsonObject Status)> Containers(JsonObject pod) => Pairs(pod, "containers", "containerStatuses");

    private static IEnumerable<(JsonObject Spec, JsonObject Status)> Inits(JsonObject pod) =>
        pod.Items("spec", "initContainers").Any() ? Pairs(pod, "initContainers", "initContainerStatuses") : [];

    private static IEnumerable<(JsonObject Spec, JsonObject Status)> Pairs(JsonObject pod, string specs, string states)
    {
        var statuses = pod.Ensure("status").EnsureList(states);
        foreach (var spec in pod.Items("spec", specs).ToList())
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

    private static void SetCondition(JsonObject status, string type, bool value, DateTimeOffset now, string? message = null, string reason = "ContainersNotReady")
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
            condition["reason"] = reason;
            condition["message"] = message;
        }
    }
}
