using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>
/// Says which pods stand behind a Service, as Endpoints and as EndpointSlice
/// (https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/). Endpoints follow the pods' readiness.
/// </summary>
internal sealed class EndpointsController(ObjectStore store) : IController
{
    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.Service;

    /// <inheritdoc/>
    public IEnumerable<StoredObject> Concerned(StoreChange change) => change.Object.Kind != ResourceKinds.Pod
        ? []
        : store.List(Kind, change.Object.Namespace).Objects.Where(service => Selects(service, change.Object) || (change.Previous is { } before && Selects(service, before)));

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        if (item.Content.At("spec", "selector") is not JsonObject { Count: > 0 })
        {
            // Somebody else looks after its endpoints.
            return null;
        }

        var pods = store.List(ResourceKinds.Pod, item.Namespace).Objects
            .Where(pod => Selects(item, pod) && pod.Content.Text("status", "podIP") is not null
                && pod.Content.Text("status", "phase") is not ("Failed" or "Succeeded")).ToList();
        Write(ResourceKinds.Endpoints, item, item.Name, content => Fill(content, "subsets", Subsets(item, pods)), Endpoints);
        var slice = store.Owned(ResourceKinds.EndpointSlice, item).FirstOrDefault();
        Write(ResourceKinds.EndpointSlice, item, slice?.Name ?? $"{item.Name}-{TemplateHash.Suffix()}", content =>
        {
            content["endpoints"] = pods.Count == 0 ? null : new JsonArray([.. pods.Select(Endpoint)]);
            content["ports"] = pods.Count == 0 ? null : Ports(item, pods[0]);
        }, Slice);
        return null;
    }

    private void Write(ResourceKind kind, StoredObject service, string name, Action<JsonObject> change, Func<StoredObject, string, JsonObject> make)
    {
        if (store.Update(kind, service.Namespace, name, change) is null)
        {
            var made = make(service, name);
            change(made);
            store.Create(kind, made);
        }
    }

    private static void Fill(JsonObject content, string member, JsonArray? value)
    {
        content.Remove(member);
        if (value is not null)
        {
            content[member] = value;
        }
    }

    private static JsonObject Endpoints(StoredObject service, string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Endpoints",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = service.Namespace },
    };

    private static JsonObject Slice(StoredObject service, string name) => new()
    {
        ["addressType"] = "IPv4",
        ["apiVersion"] = "discovery.k8s.io/v1",
        ["kind"] = "EndpointSlice",
        ["metadata"] = new JsonObject
        {
            ["generateName"] = $"{service.Name}-",
            ["name"] = name,
            ["namespace"] = service.Namespace,
            ["labels"] = new JsonObject
            {
                ["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io",
                ["kubernetes.io/service-name"] = service.Name,
            },
            ["ownerReferences"] = Ownership.By(service),
        },
    };

    private static JsonArray? Subsets(StoredObject service, List<StoredObject> pods)
    {
        var staying = pods.Where(pod => !pod.Deleting).ToList();
        if (staying.Count == 0)
        {
            return null;
        }

        var subset = new JsonObject();
        Add("addresses", ready: true);
        Add("notReadyAddresses", ready: false);
        subset["ports"] = Ports(service, staying[0]);
        return new(subset);

        void Add(string member, bool ready)
        {
            var addresses = staying.Where(pod => pod.IsReady() == ready).Select(Address).ToArray<JsonNode?>();
            if (addresses.Length > 0)
            {
                subset[member] = new JsonArray(addresses);
            }
        }
    }

    private static JsonObject Address(StoredObject pod) => new()
    {
        ["ip"] = pod.Content.Text("status", "podIP"),
        ["nodeName"] = pod.Content.Text("spec", "nodeName"),
        ["targetRef"] = Target(pod),
    };

    private static JsonNode Endpoint(StoredObject pod) => new JsonObject
    {
        ["addresses"] = new JsonArray(pod.Content.Text("status", "podIP")),
        ["conditions"] = new JsonObject { ["ready"] = pod.IsReady() && !pod.Deleting, ["serving"] = pod.IsReady(), ["terminating"] = pod.Deleting },
        ["nodeName"] = pod.Content.Text("spec", "nodeName"),
        ["targetRef"] = Target(pod),
    };

    private static JsonObject Target(StoredObject pod) =>
        new() { ["kind"] = "Pod", ["name"] = pod.Name, ["namespace"] = pod.Namespace, ["uid"] = pod.Uid };

    private static JsonArray Ports(StoredObject service, StoredObject pod) => new([.. service.Content.Items("spec", "ports").Select(port =>
    {
        var made = new JsonObject();
        if (port.Text("name") is { } name)
        {
            made["name"] = name;
        }

        made["port"] = port.Number("targetPort") ?? Named(pod, port.Text("targetPort")) ?? port.Number("port");
        made["protocol"] = port.Text("protocol") ?? "TCP";
        return (JsonNode)made;
    })]);

    private static long? Named(StoredObject pod, string? name) => pod.Content.Items("spec", "containers")
        .SelectMany(container => container.Items("ports")).FirstOrDefault(port => port.Text("name") == name)?.Number("containerPort");

    private static bool Selects(StoredObject service, StoredObject pod) =>
        service.Content.At("spec", "selector") is JsonObject { Count: > 0 } selector && selector.All(label => label.Value?.ToString() == pod.Label(label.Key));
}
