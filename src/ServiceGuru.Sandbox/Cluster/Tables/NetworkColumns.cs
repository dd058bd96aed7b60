using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Tables;

/// <summary>The columns of Services, their endpoints and Routes.</summary>
internal static class NetworkColumns
{
    // More addresses than these are only counted.
    private const int Shown = 3;

    /// <summary>Of Services.</summary>
    public static Column[] Services { get; } =
    [
        new("Type", (item, _) => item.Text("spec", "type") ?? "ClusterIP"),
        new("Cluster-IP", (item, _) => item.Text("spec", "clusterIP") ?? "<none>"),
        new("External-IP", (_, _) => "<none>"),
        new("Port(s)", (item, _) => string.Join(',', item.Items("spec", "ports").Select(port => $"{port.Number("port")}/{port.Text("protocol") ?? "TCP"}"))),
    ];

    /// <summary>Of Endpoints.</summary>
    public static Column[] Endpoints { get; } = [new("Endpoints", (item, _) => Addresses(item))];

    /// <summary>Of EndpointSlices.</summary>
    public static Column[] Slices { get; } =
    [
        new("AddressType", (item, _) => item.Text("addressType")),
        new("Ports", (item, _) => Few(item.Items("ports").Select(port => port.Number("port")?.ToString(null, null) ?? ""), "<unset>")),
        new("Endpoints", (item, _) => Few(item.Items("endpoints").SelectMany(one => one.At("addresses") as JsonArray ?? []).Select(one => one?.ToString() ?? ""), "<unset>")),
    ];

    /// <summary>Of Routes; they show no age.</summary>
    public static IReadOnlyList<Column> Routes(Column name) =>
    [
        name,
        new("Host/Port", (route, _) => Host(route)),
        new("Path", (route, _) => route.Text("spec", "path") ?? ""),
        new("Services", (route, _) => route.Text("spec", "to", "name")),
        new("Port", (route, _) => route.At("spec", "port", "targetPort")?.ToString() ?? "<all>"),
        new("Termination", (route, _) => Termination(route)),
        new("Wildcard", (route, _) => route.Text("spec", "wildcardPolicy")),
    ];

    private static string Addresses(JsonObject item)
    {
        var all = item.Items("subsets").SelectMany(subset => subset.Items("ports")
            .SelectMany(port => subset.Items("addresses").Select(one => $"{one.Text("ip")}:{port.Number("port")}")));
        return Few(all, "<none>");
    }

    private static string Few(IEnumerable<string> all, string none)
    {
        var list = all.ToList();
        return list.Count == 0 ? none
            : list.Count <= Shown ? string.Join(',', list)
            : $"{string.Join(',', list.Take(Shown))} + {list.Count - Shown} more...";
    }

    private static string? Host(JsonObject route)
    {
        var ingress = route.Items("status", "ingress").ToList();
        var admitted = ingress.Where(one => Admitted(one)?.Text("status") == "True").ToList();
        var rejected = ingress.Select(Admitted).Where(condition => condition?.Text("status") == "False").ToList();
        return ingress.Count == 0 ? route.Text("spec", "host")
            : admitted.Count > 0 ? admitted[0].Text("host")
            : rejected.Count > 0 ? rejected[0].Text("reason")
            : "Pending";
    }

    private static JsonObject? Admitted(JsonObject ingress) => ingress.Items("conditions").FirstOrDefault(one => one.Text("type") == "Admitted");

    private static string Termination(JsonObject route) => (route.Text("spec", "tls", "termination"), route.Text("spec", "tls", "insecureEdgeTerminationPolicy")) switch
    {
        (null, null) => "",
        ({ } kind, null) => kind,
        (null, { } insecure) => $"default/{insecure}",
        var (kind, insecure) => $"{kind}/{insecure}",
    };
}
