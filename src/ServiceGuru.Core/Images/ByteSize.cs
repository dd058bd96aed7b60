using System.Globalization;

namespace ServiceGuru.Images;

/// <summary>Sizes as people read them, always in one unit, so that a column of them can be compared at a glance.</summary>
public static class ByteSize
{
    private const double Mebibyte = 1024 * 1024;

    /// <summary>Writes a size in MiB.</summary>
    /// <param name="bytes">The size in bytes, or null where nobody knows it.</param>
    /// <returns>The text, e.g. <c>312.4 MiB</c>.</returns>
    public static string Text(long? bytes) => bytes is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{known / Mebibyte:0.0} MiB")
        : "unknown size";
}
