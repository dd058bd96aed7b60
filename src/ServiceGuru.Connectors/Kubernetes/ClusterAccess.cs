using System.Net;
using System.Security.Cryptography.X509Certificates;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>Everything that it takes to speak to one API server.</summary>
/// <param name="Server">Its address, without credentials; a path in it is kept.</param>
/// <param name="Authorization">The credentials of a request.</param>
internal sealed record ClusterAccess(Uri Server, IAuthorization Authorization)
{
    /// <summary>The authorities that may have signed the server's certificate; the machine's if empty.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>Our own certificate, if the server knows us by one.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether any server certificate will do.</summary>
    public bool SkipTlsVerification { get; init; }

    /// <summary>The name that the server's certificate must have, where it is not the address's.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>The proxy on the way, if any.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>How the proxy knows us, if it asks.</summary>
    public NetworkCredential? ProxyCredential { get; init; }
}
