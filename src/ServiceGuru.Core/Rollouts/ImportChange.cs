using ServiceGuru.Operations;

namespace ServiceGuru.Rollouts;

/// <summary>How an import is written as a change, and read back from one.</summary>
internal static class ImportChange
{
    public const string Kind = "import-image";

    /// <summary>Names of details that a change carries.</summary>
    public const string Environment = "environment";
    public const string Tag = "tag";
    public const string Image = "image";
    public const string Repository = "repository";
    public const string UpstreamTag = "upstreamTag";
    public const string ManifestList = "manifestList";
    public const string AfterRevert = "afterRevert";

    /// <summary>Names of values that an applied change leaves.</summary>
    public const string Digest = "digest";
    public const string Reference = "reference";
    public const string Revision = "revision";

    public static bool IsManifestList(this Change change) => change.Details.ContainsKey(ManifestList);

    /// <summary>Shortens a digest for people.</summary>
    public static string Short(string? digest) => digest is null ? "nothing"
        : digest.StartsWith("sha256:", StringComparison.Ordinal) && digest.Length > 19 ? digest[..19]
        : digest;
}
