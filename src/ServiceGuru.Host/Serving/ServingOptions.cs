using System.Net;
using ServiceGuru.Host.Serving.Access;

namespace ServiceGuru.Host.Serving;

/// <summary>How the page and the API are served.</summary>
internal sealed record ServingOptions
{
    /// <summary>Where to listen; port 0 takes a free one.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>The personal tokens that let somebody in.</summary>
    public required TokenBook Tokens { get; init; }

    /// <summary>The header in which a trusted proxy says who somebody is, or null.</summary>
    public string? IdentityHeader { get; init; }

    /// <summary>What kind of name that header holds, as it stands before it in the record: empty for a login, <c>email:</c>, <c>github:</c>.</summary>
    public string IdentityPrefix { get; init; } = string.Empty;

    /// <summary>The networks from which that header counts.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>The service whose runs are served, or null for all runs of the ledger.</summary>
    public string? Service { get; init; }

    /// <summary>The names under which browsers know the page, besides those of this machine itself; a proxy passes them on as <c>Host</c>.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whether only this machine can reach it.</summary>
    public bool OnLoopback => IPAddress.IsLoopback(Listen.Address);

    /// <summary>Tells whether the page goes by a name. Where only this machine can reach it, another one was made to point here (DNS rebinding).</summary>
    public bool Knows(string host) => (!OnLoopback && Hosts.Count == 0) || LoopbackName.Is(host) || Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Tells whether a request comes from a trusted proxy.</summary>
    public bool IsTrusted(IPAddress? address)
    {
        IPAddress? plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && TrustedProxies.Any(network => network.Contains(plain));
    }
}
