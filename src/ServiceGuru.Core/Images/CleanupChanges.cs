using System.Globalization;
using ServiceGuru.Operations;

namespace ServiceGuru.Images;

/// <summary>The changes of a clean-up.</summary>
internal static class CleanupChanges
{
    public const string RemoveKind = "remove-image-tag";
    public const string RestoreKind = "restore-image-tag";

    private const string Repository = "repository";
    private const string Tag = "tag";
    private const string Size = "size";
    private const string LastModified = "lastModified";
    private const string Platforms = "platforms";

    public static Change Remove(string image, string repository, ImageTag tag, long? size, IReadOnlyList<string> platforms, int position) => new()
    {
        Id = position.ToString(CultureInfo.InvariantCulture),
        Kind = RemoveKind,
        Target = $"{repository}:{tag.Name}",
        From = tag.Digest,
        Summary = string.Create(CultureInfo.InvariantCulture, $"remove {image}:{tag.Name}, pushed {tag.LastModified:yyyy-MM-dd}, {ByteSize.Text(size)}"),
        Destructive = true,
        Effect = EffectContract.Convergent,
        Undo = $"restore it to {Short(tag.Digest)}, while the registry still keeps it (quay.io: two weeks, if the organization set no other time)",
        Details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Repository] = repository,
            [Tag] = tag.Name,
            [LastModified] = tag.LastModified.ToString("O", CultureInfo.InvariantCulture),
            [Size] = size?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
            [Platforms] = string.Join(' ', platforms),
        },
    };

    public static Change Restore(Change removed) => removed with
    {
        Kind = RestoreKind,
        From = null,
        To = removed.From,
        Summary = $"restore {removed.Target} to {removed.From}",
        Destructive = false,
        Undo = null,
    };

    public static string RepositoryOf(Change change) => change.Details[Repository];

    public static string TagOf(Change change) => change.Details[Tag];

    /// <summary>Gives everything that the image may go by in a cluster.</summary>
    public static IReadOnlyList<string> DigestsOf(Change change) =>
        [change.From!, .. change.Details[Platforms].Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    public static StaleImage AsImage(Change change, StaleImageStatus status, Failure? failure) => new()
    {
        Repository = RepositoryOf(change),
        Tag = TagOf(change),
        Digest = change.From!,
        LastModified = DateTimeOffset.Parse(change.Details[LastModified], CultureInfo.InvariantCulture),
        Size = change.Details[Size] is { Length: > 0 } size ? long.Parse(size, CultureInfo.InvariantCulture) : null,
        Status = status,
        Failure = failure,
    };

    private static string Short(string digest) => digest.Length > 19 ? digest[..19] : digest;
}
