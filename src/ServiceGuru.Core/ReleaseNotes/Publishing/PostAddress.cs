using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Where a post lies: in the repository, on which branch, under which address it is read.</summary>
internal static partial class PostAddress
{
    /// <summary>Gives the place in the repository, from where the blog's folder begins in the file's path.</summary>
    /// <exception cref="GuruException">The path does not tell (<c>PostPlaceUnknown</c>).</exception>
    public static string InRepository(string file, string? given, BlogDefinition blog)
    {
        string folder = $"{blog.Directory.Trim('/')}/";
        string path = (given ?? file).Replace('\\', '/');
        int at = given is not null ? 0 : $"/{path}".LastIndexOf($"/{folder}", StringComparison.Ordinal);
        string place = at < 0 ? string.Empty : path[at..];
        return place.StartsWith(folder, StringComparison.Ordinal) && !place.Split('/').Contains("..") ? place : throw new GuruException(new Failure
        {
            Id = "PostPlaceUnknown",
            Kind = FailureKind.Usage,
            Target = file,
            Message = $"Where in the blog's repository {given ?? file} belongs can't be told: posts lie in {folder}.",
            NextAction = $"Give its place with --repository-path, e.g. {folder}2026/week-20.md.",
        });
    }

    /// <summary>Gives the branch: <c>serviceguru/week-20-2026</c> for <c>weekly/2026/week-20.md</c>. The same post has the same one.</summary>
    public static string Branch(string repositoryPath)
    {
        string name = Path.GetFileNameWithoutExtension(repositoryPath);
        string folder = Path.GetFileName(Path.GetDirectoryName(repositoryPath)) ?? string.Empty;
        return $"serviceguru/{Unfit().Replace(Year().IsMatch(folder) ? $"{name}-{folder}" : name, "-")}";
    }

    /// <summary>Gives where the post is read, or null where the definition does not say.</summary>
    public static Uri? Url(string repositoryPath, BlogDefinition blog)
    {
        string inFolder = repositoryPath[(blog.Directory.Trim('/').Length + 1)..];
        return blog.Url is null ? null : new Uri($"{blog.Url.ToString().TrimEnd('/')}/{inFolder[..^Path.GetExtension(inFolder).Length]}");
    }

    /// <summary>Gives the title of a text's front matter, else the file's name.</summary>
    public static string Title(string text, string repositoryPath) =>
        Rules.PostText.Read(text).FrontMatter?.GetValueOrDefault("title")?.Trim('"', '\'') is { Length: > 0 } title ? title : Path.GetFileNameWithoutExtension(repositoryPath);

    /// <summary>Gives the commit's message in the blog's manner: "Add blog post for week 20".</summary>
    public static string Message(string repositoryPath) =>
        $"Add blog post for {Path.GetFileNameWithoutExtension(repositoryPath).Replace('-', ' ')}";

    /// <summary>Gives git's object name of a text, as <c>git hash-object</c> does.</summary>
    public static string ObjectName(string text)
    {
        byte[] content = Encoding.UTF8.GetBytes(text);
        byte[] whole = [.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content];
#pragma warning disable CA5350 // SHA-1 is git's own name of an object here, not a safeguard.
        return Convert.ToHexString(SHA1.HashData(whole)).ToLowerInvariant();
#pragma warning restore CA5350
    }

    [GeneratedRegex("^[0-9]{4}$")]
    private static partial Regex Year();

    [GeneratedRegex("[^A-Za-z0-9_.-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Unfit();
}
