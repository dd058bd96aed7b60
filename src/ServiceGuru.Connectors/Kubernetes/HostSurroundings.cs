namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>What of the machine decides about the way to a cluster: variables, the home folder and a pod's service account.</summary>
/// <param name="Variable">Reads an environment variable.</param>
/// <param name="Home">The user's home folder.</param>
/// <param name="ServiceAccount">Where a pod finds its service account's token and authority.</param>
internal sealed record HostSurroundings(Func<string, string?> Variable, string Home, string ServiceAccount)
{
    /// <summary>This machine.</summary>
    public static HostSurroundings Real { get; } = new(
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        "/var/run/secrets/kubernetes.io/serviceaccount");

    /// <summary>Makes a path absolute: <c>~</c> is the home folder, a relative one begins at a folder.</summary>
    public string Resolve(string path, string? folder)
    {
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            return Path.Combine(Home, path[1..].TrimStart('/'));
        }

        return Path.GetFullPath(path, folder is null ? Directory.GetCurrentDirectory() : Path.GetFullPath(folder));
    }
}
