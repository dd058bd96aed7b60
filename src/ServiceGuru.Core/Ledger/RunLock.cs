namespace ServiceGuru.Ledger;

/// <summary>
/// The lock of a journal: a file that one has who writes, and that those who only look share among each other. The
/// operating system releases it with the process, also after SIGKILL.
/// </summary>
internal static class RunLock
{
    // A look takes no time, but whoever looks may lose the processor in its middle. Who writes is seen at once.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Takes it to write, or gives null where somebody else has it.</summary>
    /// <exception cref="IOException">It can't be opened, or its folder is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be opened.</exception>
    public static async Task<FileStream?> TakeAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            if (Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None) is { } taken)
            {
                return taken;
            }

            // One who looks lets go at once, and must not keep anybody from working.
            if (IsHeld(path) || time.GetElapsedTime(start) >= Patience)
            {
                return null;
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tells whether somebody has it to write.</summary>
    /// <exception cref="IOException">It can't be opened, or its folder is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be opened.</exception>
    public static bool IsHeld(string path)
    {
        try
        {
            // For reading only: a folder that can't be written must not look like one that somebody works in.
            using FileStream? look = Open(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return look is null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Opens a lock file, or gives null where another has it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it is made.</param>
    /// <param name="access">What it is opened for.</param>
    /// <param name="share">None to have it alone: .NET makes <c>LOCK_EX</c> of that, and <c>LOCK_SH</c> of all else.</param>
    public static FileStream? Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, mode, access, share);
        }
        catch (IOException error) when (IsTaken(error))
        {
            return null;
        }
    }

    // Error codes of a lock that another process has: ERROR_SHARING_VIOLATION, and EWOULDBLOCK of Linux and of macOS.
    private static bool IsTaken(IOException error) => OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) == 32 : error.HResult is 11 or 35;
}
