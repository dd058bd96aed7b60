using System.Net;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// An address and the name and password that stood in it (<c>http://name:password@host</c>), kept apart, so that no
/// message, exception or other program sees the address with them.
/// </summary>
/// <param name="Uri">The address without them.</param>
/// <param name="Credential">The name and password, or null where there were none.</param>
internal sealed record PlainAddress(Uri Uri, NetworkCredential? Credential)
{
    /// <summary>Takes an address apart; what is secret in it is blotted out of everything from then on.</summary>
    public static PlainAddress Of(Uri address, SecretRedactor redactor)
    {
        if (address.UserInfo.Length == 0)
        {
            return new PlainAddress(address, null);
        }

        string[] parts = [.. address.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString)];

        // A name that stands alone is as often as not the token.
        redactor.Register(parts[^1]);
        redactor.Register(address.UserInfo);
        return new PlainAddress(
            new UriBuilder(address) { UserName = string.Empty, Password = string.Empty }.Uri,
            new NetworkCredential(parts[0], parts.ElementAtOrDefault(1)));
    }
}
