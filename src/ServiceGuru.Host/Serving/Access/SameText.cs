using System.Security.Cryptography;
using System.Text;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>Compares secrets in a time that tells nothing about them.</summary>
internal static class SameText
{
    public static bool Is(string one, string other) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
