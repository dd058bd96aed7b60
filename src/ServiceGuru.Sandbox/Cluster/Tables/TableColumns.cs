using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Tables;

/// <summary>
/// The columns of each kind, as the API servers of Kubernetes and OpenShift print them
/// (https://github.com/kubernetes/kubernetes/blob/master/pkg/printers/internalversion/printers.go,
/// https://github.com/openshift/openshift-apiserver/blob/master/pkg/image/printers/internalversion/printer.go).
/// </summary>
internal static class TableColumns
{
    private static readonly Column Name = new("Name", (item, _) => item.Text("metadata", "name"));
    private static readonly Column AgeColumn = new("Age", (item, now) => Since(item.Time("metadata", "creationTimestamp"), now));

    /// <summary>The columns of a kind.</summary>
    public static IReadOnlyList<Column> Of(ResourceKind kind) => kind.Plural switch
    {
        "pods" => PodColumns.Columns(Name, AgeColumn),
        "events" => EventColumns.All,
        "imagestreams" => ImageColumns.Streams(Name),
        "imagestreamtags" => ImageColumns.Tags(Name),
        "routes" => NetworkColumns.Routes(Name),
        _ => [Name, .. Special(kind), AgeColumn, .. Wide(kind)],
    };

    /// <summary>How long ago, for a cell.</summary>
    public static string Since(DateTimeOffset? time, DateTimeOffset now) => time is null ? "<unknown>" : Age.Short(now - time.Value);

    private static Column[] Special(ResourceKind kind) => kind.Plural switch
    {
        "deployments" =>
        [
            new("Ready", (item, _) => $"{item.Count("status", "readyReplicas")}/{item.Count("spec", "replicas")}"),
            Number("Up-to-date", "status", "updatedReplicas"),
            Number("Available", "status", "availableReplicas"),
        ],
        "replicasets" => [Number("Desired", "spec", "replicas"), Number("Current", "status", "replicas"), Number("Ready", "status", "readyReplicas")],
        "statefulsets" => [new("Ready", (item, _) => $"{item.Count("status", "readyReplicas")}/{item.Count("spec", "replicas")}")],
        "controllerrevisions" =>
        [
            new("Controller", (item, _) => Controller(item)),
            Number("Revision", "revision"),
        ],
        "namespaces" => [new("Status", (item, _) => item.Text("status", "phase"))],
        "nodes" =>
        [
            new("Status", (item, _) => NodeStatus(item)),
            new("Roles", (_, _) => "worker"),
        ],
        "daemonsets" =>
        [
            Number("Desired", "status", "desiredNumberScheduled"),
            Number("Current", "status", "currentNumberScheduled"),
            Number("Ready", "status", "numberReady"),
            Number("Up-to-date", "status", "updatedNumberScheduled"),
            Number("Available", "status", "numberAvailable"),
            new("Node Selector", (item, _) => Labels(item.At("spec", "template", "spec", "nodeSelector"))),
        ],
        "jobs" => BatchColumns.Jobs,
        "cronjobs" => BatchColumns.CronJobs,
        "services" => NetworkColumns.Services,
        "endpoints" => NetworkColumns.Endpoints,
        "endpointslices" => NetworkColumns.Slices,
        "resourcequotas" => LimitColumns.Quotas,
        "poddisruptionbudgets" => LimitColumns.Budgets,
        "horizontalpodautoscalers" => LimitColumns.Autoscalers,
        "configmaps" => [Entries],
        "secrets" => [new("Type", (item, _) => item.Text("type") ?? "Opaque"), Entries],
        "serviceaccounts" => [new("Secrets", (item, _) => item.Items("secrets").Count(), 0, "integer")],
        "persistentvolumeclaims" => LimitColumns.Claims,
        _ => [],
    };

    private static Column[] Wide(ResourceKind kind) => kind.Plural switch
    {
        "deployments" or "replicasets" or "daemonsets" or "jobs" => [Containers, Images, new("Selector", (item, _) => Labels(item.At("spec", "selector", "matchLabels")), 1)],
        "services" => [new("Selector", (item, _) => Labels(item.At("spec", "selector")), 1)],
        "persistentvolumeclaims" => [new("VolumeMode", (item, _) => item.Text("spec", "volumeMode") ?? "<unset>", 1)],
        "statefulsets" => [Containers, Images],
        "nodes" =>
        [
            new("Version", (item, _) => item.Text("status", "nodeInfo", "kubeletVersion")),
            new("Internal-IP", (item, _) => item.Items("status", "addresses").FirstOrDefault()?.Text("address"), 1),
            new("OS-Image", (item, _) => item.Text("status", "nodeInfo", "osImage"), 1),
            new("Kernel-Version", (item, _) => item.Text("status", "nodeInfo", "kernelVersion"), 1),
            new("Container-Runtime", (item, _) => item.Text("status", "nodeInfo", "containerRuntimeVersion"), 1),
        ],
        _ => [],
    };

    private static string NodeStatus(JsonObject node)
    {
        var ready = node.Items("status", "conditions").Any(one => one.Text("type") == "Ready" && one.Text("status") == "True");
        return $"{(ready ? "Ready" : "NotReady")}{(node.Flag("spec", "unschedulable") ? ",SchedulingDisabled" : "")}";
    }

    private static Column Entries => new("Data", (item, _) => (item.At("data") as JsonObject)?.Count ?? 0, 0, "integer");

    private static Column Containers => new("Containers", (item, _) => Join(item, "name"), 1);

    private static Column Images => new("Images", (item, _) => Join(item, "image"), 1);

    private static Column Number(string name, params string[] path) => new(name, (item, _) => item.Count(path), 0, "integer");

    private static string Join(JsonObject item, string member) =>
        string.Join(',', item.Items("spec", "template", "spec", "containers").Select(container => container.Text(member)));

    private static string Labels(JsonNode? labels) =>
        labels is JsonObject { Count: > 0 } all ? string.Join(',', all.Select(label => $"{label.Key}={label.Value}")) : "<none>";

    private static string Controller(JsonObject item) =>
        item.Items("metadata", "ownerReferences").FirstOrDefault() is { } owner ? $"{owner.Text("kind")?.ToLowerInvariant()}.apps/{owner.Text("name")}" : "<none>";
}
