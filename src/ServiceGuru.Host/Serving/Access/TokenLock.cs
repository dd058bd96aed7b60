using ServiceGuru.Operations;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>Lets one after another change a file of tokens: otherwise who adds one at that moment would bring back one that was revoked.</summary>
internal static class TokenLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for the lock. The system gives it back when its holder dies; the lock file stays, since deleting it would let two in.</summary>
    /// <param name="path">The file of tokens; its folder must be there.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What gives it back.</returns>
    /// <exception cref="GuruException">It was not free in time (<c>TokenFileBusy</c>).</exception>
    /// <exception cref="IOException">There can be no such file.</exception>
    public static async Task<IDisposable> TakeAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (File.Exists($"{path}.lock"))
            {
                if (time.GetElapsedTime(start) >= Patience)
                {
                    throw Busy(path, error);
                }
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static GuruException Busy(string path, IOException error) => new(
        new Failure
        {
            Id = "TokenFileBusy",
            Kind = FailureKind.Unreachable,
            Message = "Somebody else has been changing the token file for too long.",
            Target = path,
            Cause = error.Message,
            NextAction = "Nothing was changed. Try again when the other 'guru serve' or 'guru serve token' is done.",
        },
        error);
}
