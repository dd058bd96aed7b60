using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Tests.Cluster;

/// <summary>How a fault shows itself to whoever lists the cluster's objects.</summary>
/// <param name="Path">The list.</param>
/// <param name="Shows">Whether an object of it shows the fault.</param>
internal sealed record FaultSign(string Path, Func<JsonObject, bool> Shows)
{
    private const string Staging = "namespaces/packit--stg";

    public static FaultSign Pod(string component, Func<JsonObject, bool> shows, string path = $"api/v1/{Staging}/pods") =>
        new(path, pod => pod.Text("metadata", "labels", "component") == component && shows(pod));

    /// <summary>A container waits with a reason, and with words in its message.</summary>
    public static FaultSign Waits(string component, string reason, string words) => Pod(component, pod =>
        pod.Waiting() == reason && pod.Container().Text("state", "waiting", "message")?.Contains(words, StringComparison.Ordinal) == true);

    /// <summary>A container ended before, with an exit code and a reason.</summary>
    public static FaultSign Died(string component, int exitCode, string reason) => Pod(component, pod => pod.Waiting() == "CrashLoopBackOff"
        && pod.Container().Number("lastState", "terminated", "exitCode") == exitCode && pod.Container().Text("lastState", "terminated", "reason") == reason);

    /// <summary>A condition with a status, a reason and words in its message.</summary>
    public static FaultSign Condition(string path, string name, string type, string status, string? reason, string words = "") =>
        new(path, item => item.Name()!.StartsWith(name, StringComparison.Ordinal) && Has(item.Items("status", "conditions"), type, status, reason, words));

    public static bool Has(IEnumerable<JsonObject> conditions, string type, string status, string? reason, string words = "") => conditions.Any(one =>
        one.Text("type") == type && one.Text("status") == status && one.Text("reason") == reason && (one.Text("message") ?? "").Contains(words, StringComparison.Ordinal));

    /// <summary>All signs, by fault.</summary>
    public static IReadOnlyDictionary<string, FaultSign> All { get; } = new Dictionary<string, FaultSign>
    {
        ["image-not-found"] = Waits("packit-dashboard", "ImagePullBackOff", "manifest unknown"),
        ["image-pull-denied"] = Waits("flower", "ImagePullBackOff", "unauthorized: access to the requested resource is not authorized"),
        ["registry-rate-limit-pull"] = Waits("valkey", "ImagePullBackOff", "reading manifest 8 in docker.io/valkey/valkey: toomanyrequests"),
        ["stale-import"] = new($"apis/image.openshift.io/v1/{Staging}/imagestreams", item => item.Name() == "packit-worker"
            && Has(item.Items("status", "tags").First().Items("conditions"), "ImportSuccess", "False", "InternalError", "i/o timeout")),
        ["config-missing"] = Waits("packit-dashboard", "CreateContainerConfigError", "secret \"sentry\" not found"),
        ["mount-missing-secret"] = new($"api/v1/{Staging}/events", item => item.Text("reason") == "FailedMount"
            && item.Text("message") == "MountVolume.SetUp failed for volume \"flower-htpasswd\" : secret \"flower-htpasswd\" not found"),
        ["unschedulable"] = Condition($"api/v1/{Staging}/pods", "packit-service-", "PodScheduled", "False", "Unschedulable", "0/2 nodes are available: 2 Insufficient memory."),
        ["quota-exceeded"] = Condition($"apis/apps/v1/{Staging}/deployments", "packit-dashboard", "ReplicaFailure", "True", "FailedCreate", "exceeded quota: compute-resources, requested: pods=1"),
        ["volume-pending"] = Condition($"api/v1/{Staging}/pods", "valkey", "PodScheduled", "False", "Unschedulable", "unbound immediate PersistentVolumeClaims"),
        ["init-container-stuck"] = Pod("packit-service-beat", pod => pod.Items("status", "initContainerStatuses").Any(one => one.At("state", "running") is not null)
            && Has(pod.Items("status", "conditions"), "Initialized", "False", "ContainersNotInitialized", "[wait-for-database]")),
        ["out-of-memory"] = Died("nginx", 137, "OOMKilled"),
        ["liveness-failing"] = Died("packit-worker-long-running", 137, "Error"),
        ["valkey-disk-full"] = Died("packit-worker-short-running", 1, "Error"),
        ["alembic-migration-fails"] = Died("packit-service", 1, "Error"),
        ["pod-evicted"] = Pod("packit-service-beat", pod => pod.Text("status", "phase") == "Failed" && pod.Text("status", "reason") == "Evicted"),
        ["node-not-ready"] = Condition("api/v1/nodes", "worker-1", "Ready", "Unknown", "NodeStatusUnknown"),
        ["readiness-failing"] = Pod("pushgateway", pod => pod.At("spec", "containers") is JsonArray containers && containers[0].At("readinessProbe") is not null
            && Has(pod.Items("status", "conditions"), "Ready", "False", "ContainersNotReady")),
        ["progress-deadline"] = Condition($"apis/apps/v1/{Staging}/deployments", "packit-dashboard", "Progressing", "False", "ProgressDeadlineExceeded"),
        ["partition-left"] = new("apis/apps/v1/namespaces/packit--prod/statefulsets", item => item.Name() == "packit-worker-short-running"
            && item.Number("status", "updatedReplicas") == 1 && item.Number("status", "readyReplicas") == 2
            && item.Text("status", "currentRevision") != item.Text("status", "updateRevision")),
        ["update-on-delete"] = new($"apis/apps/v1/{Staging}/statefulsets", item => item.Name() == "packit-worker-long-running"
            && item.Text("spec", "updateStrategy", "type") == "OnDelete" && item.Count("status", "updatedReplicas") == 0
            && item.Text("status", "currentRevision") != item.Text("status", "updateRevision")),
        ["cronjob-suspended"] = new($"apis/batch/v1/{Staging}/cronjobs", item => item.Flag("spec", "suspend")),
        ["job-failing"] = Condition($"apis/batch/v1/{Staging}/jobs", "import-images", "Failed", "True", "BackoffLimitExceeded"),
        ["service-without-endpoints"] = new($"apis/discovery.k8s.io/v1/{Staging}/endpointslices", item =>
            item.Text("metadata", "labels", "kubernetes.io/service-name") == "packit-dashboard" && item.At("endpoints") is null),
        ["route-not-admitted"] = new($"apis/route.openshift.io/v1/{Staging}/routes", item => item.Name() == "packit-dashboard" && Has(
            item.Items("status", "ingress").First().Items("conditions"), "Admitted", "False", "HostAlreadyClaimed", "already exposes dashboard.stg.packit.dev and is older")),
        ["daemonset-unavailable"] = new($"apis/apps/v1/{Staging}/daemonsets", item => item.Number("status", "numberUnavailable") == 1 && item.Number("status", "numberReady") == 1),
        ["autoscaler-without-metrics"] = Condition($"apis/autoscaling/v2/{Staging}/horizontalpodautoscalers", "packit-dashboard", "ScalingActive", "False", "FailedGetResourceMetric"),
        ["budget-blocks-eviction"] = Condition($"apis/policy/v1/{Staging}/poddisruptionbudgets", "packit-service", "DisruptionAllowed", "False", "InsufficientPods"),
    };
}
