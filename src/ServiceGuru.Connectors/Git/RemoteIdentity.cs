using System.Text.RegularExpressions;

namespace ServiceGuru.Connectors.Git;

/// <summary>Whether two addresses mean one repository: people clone by SSH what a definition names by HTTPS.</summary>
internal static partial class RemoteIdentity
{
    /// <summary>Compares a clone's remote with a repository's address.</summary>
    /// <param name="remote">The remote as the clone has it; a relative path counts from the clone.</param>
    /// <param name="url">The repository's address, absolute where it is a path.</param>
    /// <param name="clone">The clone's folder.</param>
    public static bool Same(string remote, string url, string clone) => string.Equals(Of(remote, clone), Of(url, clone), StringComparison.Ordinal);

    private static string Of(string address, string clone)
    {
        Match match = Remote().Match(address);
        if (match is { Success: true } && match.Groups["scheme"].Value != "file")
        {
            return $"{match.Groups["host"].Value.ToLowerInvariant()}/{Plain(match.Groups["path"].Value)}";
        }

        string path = match.Success ? "/" + match.Groups["path"].Value.TrimStart('/') : address;
        return "/" + Plain(Path.GetFullPath(path, clone).Replace('\\', '/'));
    }

    private static string Plain(string path)
    {
        string bare = path.Trim('/');
        return bare.EndsWith(".git", StringComparison.Ordinal) ? bare[..^4].TrimEnd('/') : bare;
    }

    // scheme://user@host:port/path, or user@host:path as ssh takes it; what has a slash before its colon is a path.
    [GeneratedRegex(@"^(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:[^/@]*@)?(?<host>[^/:]*)(?::\d+)?/(?<path>.*)|(?:[^/@:]*@)?(?<host>[^/:]{2,}):(?<path>(?!//).*))$")]
    private static partial Regex Remote();
}
