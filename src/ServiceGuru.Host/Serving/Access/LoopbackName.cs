using System.Net;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>Tells whether a name can only ever mean this machine.</summary>
internal static class LoopbackName
{
    /// <summary>Tells it of a <c>Host</c> header's name, without its port.</summary>
    public static bool Is(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
