using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Network;

/// <summary>
/// The internet that does not exist: which hosts there are, and who reaches them. Every name is known but those of the
/// reserved <c>.invalid</c>; the clusters' egress is denied by a fault, but for what the service lives on.
/// </summary>
/// <param name="service">The service, for its namespaces.</param>
/// <param name="faults">What goes wrong.</param>
internal sealed class Internet(ServiceDefinition service, IFaultBoard faults)
{
    // Rules for these were asked for long ago: without them there would be no service.
    private static readonly string[] LongAllowed = ["github.com", "gitlab.com", "quay.io", "fedoraproject.org", "pypi.org", "pythonhosted.org", "sentry.io", "packit.dev"];

    private readonly HashSet<string> production = [.. service.Environments.Values.Where(environment => environment.Production).Select(environment => environment.Namespace)];

    /// <summary>Gives the addresses of a host (of the range for documentation), or none where nobody knows it.</summary>
    public IReadOnlyList<string> Addresses(string host) => Knows(host) ? [$"203.0.113.{1 + StableHash.Number(host, 250)}"] : [];

    /// <summary>Connects to a port.</summary>
    /// <param name="host">The host.</param>
    /// <param name="port">The port.</param>
    /// <param name="space">The namespace from which; null for outside of the clusters.</param>
    public HostView Connect(string host, int port, string? space)
    {
        if (!Knows(host))
        {
            return new("dns", "unknownName", "Name or service not known");
        }

        if (space is not null && Denies(host, space))
        {
            return new("tcp", "timedOut", null);
        }

        if (!IsLongAllowed(host) && faults.IsActive("domain-down"))
        {
            return new("tcp", "refused", null);
        }

        return port switch
        {
            443 or 8443 when !IsLongAllowed(host) && faults.IsActive("tls-expired") => new("tls", "certificateWrong", "certificate has expired"),
            80 or 443 or 8080 or 8443 => new("http", "reached", "HTTP/1.1 200 OK"),
            _ => new("tcp", "reached", null),
        };
    }

    /// <summary>Gives what a look at several ports answers, as the real check writes it.</summary>
    public JsonObject Look(string host, IEnumerable<int> ports, TimeSpan timeout, string? space) => new()
    {
        ["addresses"] = new JsonArray([.. Addresses(host).Select(address => (JsonNode?)address)]),
        ["ports"] = new JsonArray([.. ports.Select(port => Shape(port, Connect(host, port, space), timeout))]),
    };

    private static JsonObject Shape(int port, HostView view, TimeSpan timeout) => new()
    {
        ["port"] = port,
        ["stage"] = view.Stage,
        ["outcome"] = view.Outcome,
        ["detail"] = view.Detail,
        ["ms"] = view.Outcome == "timedOut" ? (int)timeout.TotalMilliseconds : 12,
    };

    private bool Knows(string host) =>
        !host.EndsWith(".invalid", StringComparison.Ordinal) && (IsLongAllowed(host) || !faults.IsActive("dns-failure"));

    private bool Denies(string host, string space)
    {
        if (IsLongAllowed(host))
        {
            return false;
        }

        bool inProduction = production.Any(one => space == one || space.StartsWith($"{one}-", StringComparison.Ordinal));
        return faults.IsActive("domain-blocked")
            || faults.IsActive("firewall-request-open")
            || (inProduction && faults.IsActive("domain-blocked-prod-only"));
    }

    private static bool IsLongAllowed(string host) => LongAllowed.Any(one => host == one || host.EndsWith($".{one}", StringComparison.Ordinal));
}
