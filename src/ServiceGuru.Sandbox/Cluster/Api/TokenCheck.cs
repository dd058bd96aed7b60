using System.Security.Cryptography;
using System.Text;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Checks credentials: the token as bearer, or as the password of basic authentication.</summary>
/// <param name="token">The token that is accepted.</param>
internal sealed class TokenCheck(string token)
{
    /// <summary>The user name that the kubeconfig gives for basic authentication.</summary>
    public const string User = "sandbox";

    private readonly byte[][] accepted =
    [
        Encoding.UTF8.GetBytes($"Bearer {token}"),
        Encoding.UTF8.GetBytes($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{token}"))}"),
    ];

    /// <summary>Whether the Authorization header carries the token.</summary>
    public bool Accepts(string? header) =>
        header is not null && accepted.Any(one => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header), one));
}
