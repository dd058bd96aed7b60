using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health;
using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// Reads Services, EndpointSlices and Endpoints (https://kubernetes.io/docs/reference/kubernetes-api/service-resources/) and
/// OpenShift's Routes (route.openshift.io/v1; https://github.com/openshift/api/blob/master/route/v1/types.go).
/// </summary>
internal static class NetworkReading
{
    private const string ChangedAt = "endpoints.kubernetes.io/last-change-trigger-time";

    /// <summary>Reads a Service.</summary>
    public static ServiceState Service(JsonElement item) => new()
    {
        Name = item.NeedText("metadata", "name"),
        CreatedAt = item.NeedTime("metadata", "creationTimestamp"),
        External = item.Text("spec", "type") == "ExternalName",
        Selector = item.Texts("spec", "selector"),
        Ports = [.. item.Items("spec", "ports").Select(port => new ServicePort(port.TextOrNull("name"), port.Count("port"), NumberOrName(port.At("targetPort"))))],
    };

    /// <summary>Reads an EndpointSlice; a Service may have several.</summary>
    public static EndpointsState EndpointSlice(JsonElement item)
    {
        // A condition that is absent is to be taken for ready.
        List<bool> ready = [.. item.Items("endpoints").Select(endpoint => endpoint.At("conditions", "ready") is null || endpoint.Flag("conditions", "ready"))];
        return new EndpointsState(
            item.TextOrNull("metadata", "labels", "kubernetes.io/service-name") ?? string.Empty,
            ready.Count(one => one),
            ready.Count(one => !one),
            item.Time("metadata", "annotations", ChangedAt));
    }

    /// <summary>Reads Endpoints; they have the Service's name.</summary>
    public static EndpointsState Endpoints(JsonElement item) => new(
        item.NeedText("metadata", "name"),
        item.Items("subsets").Sum(subset => subset.Items("addresses").Count()),
        item.Items("subsets").Sum(subset => subset.Items("notReadyAddresses").Count()),
        item.Time("metadata", "annotations", ChangedAt));

    /// <summary>Reads a Route.</summary>
    public static RouteState Route(JsonElement item) => new()
    {
        Name = item.NeedText("metadata", "name"),
        Host = item.TextOrNull("spec", "host"),
        Service = item.Text("spec", "to", "kind") is null or "Service" ? item.TextOrNull("spec", "to", "name") : null,
        Port = NumberOrName(item.At("spec", "port", "targetPort")),
        CreatedAt = item.NeedTime("metadata", "creationTimestamp"),
        Admissions =
        [
            .. item.Items("status", "ingress").SelectMany(ingress => ingress.Items("conditions"))
                .Where(condition => condition.Text("type") == "Admitted")
                .Select(condition => new ConditionState(
                    "Admitted", condition.NeedText("status"), condition.TextOrNull("reason"), condition.TextOrNull("message"), condition.Time("lastTransitionTime"))),
        ],
    };

    private static string? NumberOrName(JsonElement? port) => port switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.String } name => name.GetString(),
        _ => null,
    };
}
