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
        EnsureThere(path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
        {
            throw ServingFailures.Usage("TokenFileUnsafe", "Others can write the token file, and so let themselves in.", $"chmod go-w {path}", path);
        }

        return TokenLines.Read(File.ReadAllText(path), path);
    }

    /// <summary>Puts an entry into it; makes the file where there is none.</summary>
    /// <exception cref="Operations.GuruException">As <see cref="Read"/>, it can't be made (<c>FileNotWritten</c>), or somebody else changes it (<c>TokenFileBusy</c>).</exception>
    public static async Task AddAsync(string path, TokenEntry entry, TimeProvider time, CancellationToken cancellationToken)
    {
        using IDisposable turn = await TakeNewAsync(path, time, cancellationToken).ConfigureAwait(false);
        Write(path, [.. File.Exists(path) ? Read(path) : [], entry]);
    }

    /// <summary>Takes entries out of it.</summary>
    /// <returns>How many; where none is meant, nothing is written.</returns>
    /// <exception cref="Operations.GuruException">As <see cref="Read"/>, or somebody else changes it (<c>TokenFileBusy</c>).</exception>
    public static async Task<int> RemoveAsync(string path, Predicate<TokenEntry> meant, TimeProvider time, CancellationToken cancellationToken)
    {
        EnsureThere(path);
        using IDisposable turn = await TokenLock.TakeAsync(path, time, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<TokenEntry> entries = Read(path);
        List<TokenEntry> kept = [.. entries.Where(entry => !meant(entry))];
        if (kept.Count < entries.Count)
        {
            Write(path, kept);
        }

        return entries.Count - kept.Count;
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

    private static async Task<IDisposable> TakeNewAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return await TokenLock.TakeAsync(path, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw WholeFile.NotWritten(path, error);
        }
    }

    private static void EnsureThere(string path)
    {
        if (!File.Exists(path))
        {
            throw ServingFailures.Usage("TokenFileMissing", "The token file is not there.", $"Make one with 'guru serve token add NAME --token-file {path}'.", path);
        }
    }
}
