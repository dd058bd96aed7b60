using System.Text.Json;
using ServiceGuru.Operations;

namespace ServiceGuru.ReleaseNotes;

/// <summary>The changes of a post's file.</summary>
internal static class PostChanges
{
    public const string WriteKind = "write-file";
    public const string RemoveKind = "remove-file";
    public const string RestoreKind = "restore-file";

    /// <summary>The detail that says where the file lies here; its place in the blog is the change's target.</summary>
    public const string PathKey = "path";

    /// <summary>The detail that holds the post with how it came about; what is written is known by its hash.</summary>
    public const string PostKey = "post";

    public static Change Write(BlogPost post, string? found) => new()
    {
        Id = "1",
        Kind = WriteKind,
        Target = post.RepositoryPath,
        From = found,
        To = PostFile.HashOf(post.Markdown),
        Summary = $"{post.RepositoryPath}: '{post.Title}', {Count(post.Notes.Count)}{(found is null ? string.Empty : ", replacing what is there")}",
        Effect = EffectContract.Convergent,
        Undo = found is null ? $"remove {post.Path}" : $"put back {post.Path}.previous",
        Details = new Dictionary<string, string>(StringComparer.Ordinal) { [PathKey] = post.Path, [PostKey] = Serialize(post) },
    };

    public static Change Back(Change write) => write with
    {
        Kind = write.From is null ? RemoveKind : RestoreKind,
        From = write.To,
        To = write.From,
        Summary = write.Undo!,
        Undo = null,
        Details = new Dictionary<string, string>(StringComparer.Ordinal) { [PathKey] = PathOf(write) },
    };

    public static string PathOf(Change change) => change.Details[PathKey];

    public static BlogPost PostOf(Change change) => Deserialize(change.Details[PostKey]);

    public static string Serialize(BlogPost post) => JsonSerializer.Serialize(post);

    public static BlogPost Deserialize(string json) => JsonSerializer.Deserialize<BlogPost>(json)!;

    public static string Count(int notes) => notes switch { 0 => "nothing to tell", 1 => "1 note", _ => $"{notes} notes" };
}
