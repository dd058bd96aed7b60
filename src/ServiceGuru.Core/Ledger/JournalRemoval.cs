namespace ServiceGuru.Ledger;

/// <summary>Removes the folder of a run: in one step from what is listed, then from the disk.</summary>
/// <param name="runs">The folder of all runs.</param>
internal sealed class JournalRemoval(string runs)
{
    // No id of a run begins so.
    private const string Prefix = ".removed-";

    private int _swept;

    /// <summary>Removes a run that nobody can work on now.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="locks">The locks in it, of the run and of its targets; they are given back.</param>
    /// <exception cref="IOException">It can't be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be removed.</exception>
    public void Remove(string folder, List<FileStream> locks)
    {
        if (OperatingSystem.IsWindows())
        {
            // Windows moves no folder in which a file is open. Whoever takes a lock from here on keeps the folder where it is.
            Release(locks);
        }

        string aside = Path.Combine(runs, $"{Prefix}{Guid.NewGuid():N}");
        Directory.Move(folder, aside);
        try
        {
            Directory.Delete(aside, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else who removes runs has swept it away.
        }
        finally
        {
            Release(locks);
        }

        Sweep();
    }

    /// <summary>Gives locks back.</summary>
    public static void Release(List<FileStream> locks)
    {
        locks.ForEach(held => held.Dispose());
        locks.Clear();
    }

    // What a process left that was killed while it removed a run: once for all runs that are removed now.
    private void Sweep()
    {
        if (Interlocked.Exchange(ref _swept, 1) != 0)
        {
            return;
        }

        foreach (string left in Directory.GetDirectories(runs, Prefix + "*"))
        {
            try
            {
                Directory.Delete(left, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is no run any more and in nobody's way; who removes runs next tries again.
            }
        }
    }
}
