using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>Where a request comes from, for counting what is wrong: behind a trusted proxy the address that the proxy has seen.</summary>
/// <param name="Value">The address; of IPv6 the network, of which one customer has all addresses.</param>
internal sealed record ClientAddress(string Value)
{
    private const int NetworkBytes = 8;

    public static ClientAddress Of(HttpContext context, bool trusted)
    {
        // Each proxy adds what it has seen at the end; only the last one is ours, and what stands before is the client's word.
        string seen = trusted ? context.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim() : string.Empty;
        return new ClientAddress(Of(IPAddress.TryParse(seen, out IPAddress? forwarded) ? forwarded : context.Connection.RemoteIpAddress));
    }

    private static string Of(IPAddress? address)
    {
        if (address is null or { AddressFamily: not AddressFamily.InterNetworkV6 } or { IsIPv4MappedToIPv6: true })
        {
            return (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "nowhere";
        }

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
