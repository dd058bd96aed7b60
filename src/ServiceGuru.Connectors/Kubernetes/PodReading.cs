using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>Reads pods (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/).</summary>
internal static class PodReading
{
    /// <summary>Reads one pod.</summary>
    public static PodState Pod(JsonElement pod)
    {
        IReadOnlyList<ConditionState> conditions = ConditionReading.Conditions(pod);
        JsonElement? owner = pod.Items("metadata", "ownerReferences").Where(reference => reference.Flag("controller")).Select(r => (JsonElement?)r).FirstOrDefault();
        return new PodState
        {
            Name = pod.NeedText("metadata", "name"),
            Uid = pod.TextOrNull("metadata", "uid"),
            Phase = pod.TextOrNull("status", "phase") ?? "Unknown",
            Reason = pod.TextOrNull("status", "reason"),
            Message = pod.TextOrNull("status", "message"),
            Labels = pod.Texts("metadata", "labels"),
            OwnerKind = owner?.TextOrNull("kind"),
            OwnerName = owner?.TextOrNull("name"),
            Node = pod.TextOrNull("spec", "nodeName"),
            NominatedNode = pod.TextOrNull("status", "nominatedNodeName"),
            CreatedAt = pod.NeedTime("metadata", "creationTimestamp"),
            Finalizers = [.. pod.Items("metadata", "finalizers").Select(finalizer => finalizer.Text()).OfType<string>()],
            DeletionDeadline = pod.Time("metadata", "deletionTimestamp"),
            Ready = conditions.Any(condition => condition is { Type: "Ready", Status: "True" }),
            Conditions = conditions,
            Containers =
            [
                .. Containers(pod, "initContainers", "initContainerStatuses", init: true),
                .. Containers(pod, "containers", "containerStatuses", init: false),
            ],
        };
    }

    private static IEnumerable<ContainerState> Containers(JsonElement pod, string specs, string statuses, bool init)
    {
        Dictionary<string, JsonElement> states = pod.Items("status", statuses)
            .Where(status => status.Text("name") is not null)
            .GroupBy(status => status.Text("name")!)
            .ToDictionary(group => group.Key, group => group.First());
        foreach (JsonElement spec in pod.Items("spec", specs))
        {
            string name = spec.NeedText("name");
            string image = spec.TextOrNull("image") ?? string.Empty;
            ContainerState planned = new()
            {
                Name = name,
                Image = image,
                Init = init,
                Sidecar = init && spec.Text("restartPolicy") == "Always",
                Ports = [.. spec.Items("ports").Select(port => new ContainerPort(port.TextOrNull("name"), port.Count("containerPort")))],
                Phase = ContainerPhase.Waiting,
            };
            yield return states.TryGetValue(name, out JsonElement status) ? WithStatus(planned, status) : planned;
        }
    }

    private static ContainerState WithStatus(ContainerState planned, JsonElement status)
    {
        JsonElement? running = status.At("state", "running");
        JsonElement? ended = status.At("state", "terminated");
        JsonElement? waiting = status.At("state", "waiting");
        return planned with
        {
            Digest = Digest(status.TextOrNull("imageID")),
            Phase = running is not null ? ContainerPhase.Running : ended is not null ? ContainerPhase.Terminated : ContainerPhase.Waiting,
            Reason = (ended ?? waiting)?.TextOrNull("reason"),
            Message = (ended ?? waiting)?.TextOrNull("message"),
            Ready = status.Flag("ready"),
            Restarts = status.Count("restartCount"),
            StartedAt = (running ?? ended)?.Time("startedAt"),
            FinishedAt = ended?.Time("finishedAt"),
            ExitCode = (int?)ended?.Number("exitCode"),
            LastExitCode = (int?)status.Number("lastState", "terminated", "exitCode"),
            LastReason = status.TextOrNull("lastState", "terminated", "reason"),
            LastFinishedAt = status.Time("lastState", "terminated", "finishedAt"),
        };
    }

    // "quay.io/packit/packit-worker@sha256:…", with "docker-pullable://" before it on old nodes; a runtime without
    // repository digests gives the image's own id, which is no manifest's digest.
    private static string? Digest(string? imageId) =>
        imageId?.IndexOf('@', StringComparison.Ordinal) is >= 0 and int at ? imageId[(at + 1)..] : null;
}
