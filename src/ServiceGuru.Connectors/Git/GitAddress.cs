using System.Text;

namespace ServiceGuru.Connectors.Git;

/// <summary>
/// A remote. Credentials that somebody wrote into an HTTP address are taken out of it and handed to git through its
/// environment, so that they are in no process list, no message and no file of the cache.
/// </summary>
internal sealed class GitAddress
{
    private GitAddress(string url, IReadOnlyList<KeyValuePair<string, string>> configuration)
    {
        Url = url;
        Display = GitText.OneLine(GitText.WithoutCredentials(url));
        Configuration = configuration;
    }

    /// <summary>Gets the address as git gets it.</summary>
    public string Url { get; }

    /// <summary>Gets the address as people see it.</summary>
    public string Display { get; }

    /// <summary>Gets a value indicating whether it may be reached through ssh; an HTTP address may be rewritten to that by the user's settings.</summary>
    public bool IsRemote => !IsPath(Url) && !Url.StartsWith("file:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gets git's settings that this remote needs besides the user's own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Configuration { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="url">Anything that git takes; a relative path counts from <paramref name="baseDirectory"/>.</param>
    /// <param name="baseDirectory">The definition's folder.</param>
    public static GitAddress Parse(string url, string baseDirectory)
    {
        if (string.IsNullOrWhiteSpace(url) || url.StartsWith('-') || url.Any(char.IsControl))
        {
            throw GitFailures.AddressInvalid(url);
        }

        if (Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri!.UserInfo.Length > 0)
        {
            return WithoutCredentials(uri);
        }

        return new GitAddress(IsPath(url) ? FullPath(url, baseDirectory) : url, []);
    }

    private static GitAddress WithoutCredentials(Uri uri)
    {
        string[] parts = uri.UserInfo.Split(':', 2);
        string host = uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        string clean = host + uri.GetComponents(UriComponents.PathAndQuery | UriComponents.KeepDelimiter, UriFormat.UriEscaped);
        string user = Uri.UnescapeDataString(parts[0]);
        if (parts.Length == 1)
        {
            return new GitAddress(clean, [new($"credential.{host}.username", user)]);
        }

        string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{Uri.UnescapeDataString(parts[1])}"));
        return new GitAddress(clean, [new($"http.{host}/.extraHeader", $"Authorization: Basic {basic}")]);
    }

    // As git tells them apart: no scheme, and no colon before the first slash (that would be SSH's host:path).
    private static bool IsPath(string url)
    {
        int colon = url.IndexOf(':');
        int slash = url.IndexOf('/');
        bool drive = OperatingSystem.IsWindows() && colon == 1 && char.IsAsciiLetter(url[0]);
        return drive || colon < 0 || (slash >= 0 && slash < colon);
    }

    private static string FullPath(string path, string baseDirectory) => path.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
        : Path.GetFullPath(path, baseDirectory);
}
