using ServiceGuru.Documents;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>Reads and writes a file of tokens; only its owner may.</summary>
internal static class TokenFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads it.</summary>
    /// <exception cref="Operations.GuruException">It is missing, others can write it, or it holds something else.</exception>
    public static IReadOnlyList<TokenEntry> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw ServingFailures.Usage("TokenFileMissing", "The token file is not there.", $"Make one with 'guru serve token add NAME --token-file {path}'.", path);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
        {
            throw ServingFailures.Usage("TokenFileUnsafe", "Others can write the token file, and so let themselves in.", $"chmod go-w {path}", path);
        }

        return TokenLines.Read(File.ReadAllText(path), path);
    }

    /// <summary>Writes it whole, readable for its owner only.</summary>
    public static void Write(string path, IEnumerable<TokenEntry> entries) => WritePrivate(path, TokenLines.Write(entries));

    /// <summary>Writes a text that only its owner may read; there is never half of it.</summary>
    /// <exception cref="Operations.GuruException">It can't be written there (<c>FileNotWritten</c>).</exception>
    public static void WritePrivate(string path, string text)
    {
        string fresh = $"{path}.{Guid.NewGuid():N}.tmp";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (StreamWriter writer = new(fresh, options))
            {
                writer.Write(text);
            }

            File.Move(fresh, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw WholeFile.NotWritten(path, error);
        }
    }
}
