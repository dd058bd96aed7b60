using System.Text;
using System.Text.RegularExpressions;
using ServiceGuru.Operations;

namespace ServiceGuru.Documents;

/// <summary>Text files that are written whole or not at all, and read only as far as a person could have written them.</summary>
public static partial class WholeFile
{
    /// <summary>The most that is read, in bytes.</summary>
    public const int Largest = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file, also through to the disk; what is there is replaced in one move, and a failure leaves nothing behind.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text, written as UTF-8.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="IOException">It can't be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written there.</exception>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        if (IsDevice(path))
        {
            FileStream device = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            await using (device.ConfigureAwait(false))
            {
                await device.WriteAsync(Utf8.GetBytes(text), cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        string draft = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            FileStream file = new(draft, FileMode.CreateNew, FileAccess.Write);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(Utf8.GetBytes(text), cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }
        }
    }

    /// <summary>Writes a file that somebody has named.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text, written as UTF-8.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="GuruException">It can't be written there (<c>FileNotWritten</c>).</exception>
    public static async Task SaveAsync(string path, string text, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(path, text, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(path, error);
        }
    }

    /// <summary>Makes the error of a file that can't be written.</summary>
    /// <param name="path">The file, as somebody has named it.</param>
    /// <param name="error">Why.</param>
    public static GuruException NotWritten(string path, Exception error) => new(
        new Failure
        {
            Id = "FileNotWritten",
            Kind = FailureKind.Usage,
            Message = $"{path} can't be written.",
            Target = path,
            Cause = Draft().Replace(error.Message, string.Empty),
            NextAction = "Name a file in a folder that exists, that has room and that you may write to.",
        },
        error);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Its text.</returns>
    /// <exception cref="IOException">It can't be read, or it is larger than <see cref="Largest"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Task<string> ReadAsync(string path, CancellationToken cancellationToken) => ReadAsync(path, Largest, cancellationToken);

    /// <summary>Reads a file that no person wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="largest">The most that is read, in bytes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="IOException">It can't be read, or it is larger.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static async Task<string> ReadAsync(string path, int largest, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("It is a folder.");
        }

        FileStream file = await OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            // By what comes out of it: a device has no length.
            using MemoryStream bytes = new();
            byte[] part = new byte[64 * 1024];
            for (int count; (count = await file.ReadAsync(part, cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false)) > 0;)
            {
                bytes.Write(part, 0, count);
                if (bytes.Length > largest)
                {
                    throw new IOException($"It has more than {largest / 1024 / 1024} MiB, more than is read of such a file.");
                }
            }

            bytes.Position = 0;
            using StreamReader reader = new(bytes, Utf8);
            return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Opens a file for reading. A pipe opens only when somebody writes to it, and that wait can be ended.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The file; also its reads must be left, not waited for, when the waiting ends.</returns>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Task<FileStream> OpenAsync(string path, CancellationToken cancellationToken) => Task.Run(
        () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0), cancellationToken).WaitAsync(cancellationToken);

    /// <summary>Tells whether something is there already and no file, such as /dev/stdout: it is written to; a move would put a file in its place.</summary>
    public static bool IsDevice(string path) => !OperatingSystem.IsWindows() && File.Exists(path)
        && (path.StartsWith("/proc/", StringComparison.Ordinal)
            || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)));

    // What is written first lies beside the file under a name that nobody has chosen.
    [GeneratedRegex(@"\.[0-9a-f]{32}\.tmp", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Draft();
}
