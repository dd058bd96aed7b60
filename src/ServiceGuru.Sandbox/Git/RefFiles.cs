namespace ServiceGuru.Sandbox.Git;

/// <summary>Reads refs from a bare repository's files, without a process (gitrepository-layout(5)).</summary>
internal static class RefFiles
{
    /// <summary>The full commit of a ref, or null.</summary>
    /// <param name="repository">The bare repository.</param>
    /// <param name="name">The full ref name.</param>
    public static string? Read(string repository, string name)
    {
        // The name may come out of an address; a path that leaves the folder is no ref.
        if (name.Contains("..", StringComparison.Ordinal) || name.Any(character => char.IsControl(character) || character is '\\' or ':' or '~' or '^'))
        {
            return null;
        }

        return ReadLoose(Path.Combine(repository, name)) ?? ReadPacked(repository, name);
    }

    private static string? ReadLoose(string file)
    {
        try
        {
            string text = File.ReadAllText(file).Trim();
            return text.Length == 40 ? text : null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? ReadPacked(string repository, string name)
    {
        string packed = Path.Combine(repository, "packed-refs");
        if (!File.Exists(packed))
        {
            return null;
        }

        string? line = File.ReadLines(packed).FirstOrDefault(line => line.Length > 41 && line.AsSpan(41).SequenceEqual(name));
        return line?[..40];
    }
}
