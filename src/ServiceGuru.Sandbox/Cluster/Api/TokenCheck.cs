using System.Security.Cryptography;
using System.Text;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Checks bearer tokens.</summary>
/// <param name="token">The one that is accepted.</param>
internal sealed class TokenCheck(string token)
{
    private readonly byte[] expected = Encoding.UTF8.GetBytes($"Bearer {token}");

    /// <summary>Whether the Authorization header carries the token.</summary>
    public bool Accepts(string? header) =>
        header is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header), expected);
}
