using System.Security.Cryptography;
using System.Text;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>The one-time code of the link that the first start prints.</summary>
/// <param name="time">The clock.</param>
internal sealed class SignInCodes(TimeProvider time)
{
    /// <summary>How long a code counts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly Lock _turn = new();
    private (byte[] Hash, TokenEntry For, DateTimeOffset Until)? _code;

    /// <summary>Makes a code that signs somebody in once; an earlier one no longer counts.</summary>
    public string Issue(TokenEntry entry)
    {
        string code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        lock (_turn)
        {
            _code = (Hash(code), entry, time.GetUtcNow() + Lifetime);
        }

        return code;
    }

    /// <summary>Uses a code up.</summary>
    /// <returns>Whom it signs in, or null.</returns>
    public TokenEntry? Redeem(string code)
    {
        lock (_turn)
        {
            if (_code is not { } known || known.Until <= time.GetUtcNow() || !CryptographicOperations.FixedTimeEquals(known.Hash, Hash(code)))
            {
                return null;
            }

            _code = null;
            return known.For;
        }
    }

    private static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}
