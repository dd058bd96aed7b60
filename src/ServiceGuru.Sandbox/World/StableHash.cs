using System.Security.Cryptography;
using System.Text;

namespace ServiceGuru.Sandbox.World;

/// <summary>Numbers and hexadecimal digits that depend on a text only, so that two worlds of one service are alike.</summary>
internal static class StableHash
{
    /// <summary>A number from 0 on, below <paramref name="below"/>.</summary>
    public static int Number(string text, int below) => (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text))) % (uint)below);

    /// <summary>An image digest: <c>sha256:</c> and 64 digits.</summary>
    public static string Digest(string text) => Digest(Encoding.UTF8.GetBytes(text));

    /// <summary>The image digest of content.</summary>
    public static string Digest(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>As many lowercase hexadecimal digits as asked, at most 64.</summary>
    public static string Hex(string text, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];
}
