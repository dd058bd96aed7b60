using System.Management.Automation;
using ServiceGuru.Operations;

namespace ServiceGuru.Binding;

/// <summary>Reads paths as PowerShell means them: with its drives, its home and its locations. Only on the pipeline's thread.</summary>
internal static class FilePath
{
    private const string FileSystem = "FileSystem";

    /// <summary>Gives the file's absolute path.</summary>
    /// <param name="session">Where the cmdlet was called.</param>
    /// <param name="path">A path.</param>
    /// <exception cref="GuruException">The path is one of a registry, of variables or the like (<c>FileNotWritten</c>).</exception>
    public static string Of(SessionState session, string path)
    {
        // Relative to the last folder where the location is none.
        if (!IsQualified(session, path) && session.Path.CurrentLocation.Provider.Name != FileSystem)
        {
            return Path.GetFullPath(path, session.Path.CurrentFileSystemLocation.ProviderPath);
        }

        string found = Resolve(session, path, out bool file);
        return file ? found : throw new GuruException(new Failure
        {
            Id = "FileNotWritten",
            Kind = FailureKind.Usage,
            Message = $"'{path}' is no place for a file.",
            Target = path,
            NextAction = "Name a file or a folder.",
        });
    }

    /// <summary>
    /// Gives the absolute path of what is said with a drive or with <c>~</c>. Anything else stays as it is: a name of what
    /// ships, or a path that is looked for from the current folder on.
    /// </summary>
    /// <param name="session">Where the cmdlet was called.</param>
    /// <param name="name">A path or a name.</param>
    public static string OfNamed(SessionState session, string name)
    {
        if (!IsQualified(session, name))
        {
            return name;
        }

        string found = Resolve(session, name, out bool file);
        return file ? found : name;
    }

    private static string Resolve(SessionState session, string path, out bool file)
    {
        // PowerShell's own ~ is that of the location's provider, and only files have one.
        string plain = IsOfHome(path) ? session.Provider.GetOne(FileSystem).Home + path[1..] : path;
        string found = session.Path.GetUnresolvedProviderPathFromPSPath(plain, out ProviderInfo provider, out _);
        file = provider.Name == FileSystem;
        return found;
    }

    private static bool IsOfHome(string path) => path is "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal);

    // A colon alone is no drive: a name or a file may have one.
    private static bool IsQualified(SessionState session, string path)
    {
        int colon = path.IndexOf(':', StringComparison.Ordinal);
        return IsOfHome(path)
            || (colon > 0 && (path.AsSpan(colon).StartsWith("::")
                ? path.AsSpan(0, colon).EndsWith(FileSystem, StringComparison.OrdinalIgnoreCase)
                : session.Drive.GetAll().Any(drive => path.AsSpan(0, colon).Equals(drive.Name, StringComparison.OrdinalIgnoreCase))));
    }
}
