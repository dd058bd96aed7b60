namespace ServiceGuru.Connectors.Git;

/// <summary>
/// Keeps other processes, and other threads of this one, away from one cache. The system gives it back when its holder
/// dies; the lock file itself stays, since deleting it would let two holders in.
/// </summary>
internal sealed class CacheLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream file;

    private CacheLock(FileStream file) => this.file = file;

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The lock file; its folder must exist.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Operations.GuruException">It was not free in time, or its folder can't be written (<c>GitCacheUnusable</c>).</exception>
    public static async Task<CacheLock> TakeAsync(string path, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new CacheLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
            }
            catch (UnauthorizedAccessException exception)
            {
                throw GitFailures.CacheUnusable(path, exception.Message, exception);
            }
            catch (IOException exception) when (exception is DirectoryNotFoundException || time.GetElapsedTime(start) > timeout)
            {
                throw GitFailures.CacheUnusable(path, exception.Message, exception);
            }
            catch (IOException)
            {
                // Somebody else has it: that is what locks are for.
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
