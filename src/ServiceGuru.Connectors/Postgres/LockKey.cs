using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ServiceGuru.Connectors.Postgres;

/// <summary>Keys of advisory locks: 64 bits, so that neither other programs' keys nor those of another schema meet ours.</summary>
internal static class LockKey
{
    /// <summary>Gives the key of a thing.</summary>
    public static long Of(string schema, string name) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"serviceguru/{schema}/{name}")));
}
