using System.Security.Cryptography;
using System.Text;
using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.ReleaseNotes;

/// <summary>A post's file: what is in it by its hash, and changes that never lose what somebody else wrote.</summary>
internal sealed class PostFile(string path)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private string Previous => path + ".previous";

    public static string HashOf(string text) => HashOf(Utf8.GetBytes(text));

    /// <summary>Gives the hash of what is there, or null where there is no file.</summary>
    public async Task<string?> ReadHashAsync(CancellationToken cancellationToken)
    {
        try
        {
            return HashOf(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception);
        }
    }

    /// <summary>Gives the text with LF line ends, or null where there is no file.</summary>
    public async Task<string?> ReadTextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await WholeFile.ReadAsync(path, cancellationToken).ConfigureAwait(false)).ReplaceLineEndings("\n");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception);
        }
    }

    /// <summary>Puts a text there; what was there is kept beside it.</summary>
    public Task WriteAsync(string text, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path))
        {
            File.Copy(path, Previous, overwrite: true);
        }

        await WholeFile.WriteAsync(path, text, cancellationToken).ConfigureAwait(false);
    });

    /// <summary>Takes it away.</summary>
    public Task RemoveAsync() => GuardAsync(() =>
    {
        File.Delete(path);
        return Task.CompletedTask;
    });

    /// <summary>Puts back what was there before.</summary>
    public Task RestoreAsync() => GuardAsync(() =>
    {
        File.Move(Previous, path, overwrite: true);
        return Task.CompletedTask;
    });

    private static string HashOf(byte[] content) => $"sha256:{Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant()}";

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception);
        }
    }

    private GuruException Unusable(Exception exception) => new(
        new Failure
        {
            Id = "FileUnusable",
            Kind = FailureKind.Refused,
            Target = path,
            Message = $"The file {path} could not be read or written.",
            Cause = exception.Message,
            NextAction = "Check the folder and its permissions, or name another one.",
        },
        exception);
}
