using System.Text.Json;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.Sandboxes;

/// <summary>How to find a sandbox that runs: <c>sandbox.json</c> in its folder.</summary>
/// <param name="Url">The address.</param>
/// <param name="Pid">The process.</param>
/// <param name="Directory">The folder, absolute.</param>
/// <param name="Kubeconfig">The kubeconfig's path.</param>
/// <param name="Service">The service definition's path.</param>
internal sealed record SandboxFile(Uri Url, int Pid, string Directory, string Kubeconfig, string Service)
{
    private const string Name = "sandbox.json";

    public static string PathIn(string directory) => Path.Combine(directory, Name);

    /// <summary>Reads the file of a folder; null where there is none.</summary>
    /// <exception cref="GuruException">It can't be read as one.</exception>
    public static async Task<SandboxFile?> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        string path = PathIn(directory);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            byte[] content = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize<SandboxFile>(content, LedgerJson.Options) is { Url: not null, Directory: not null } file ? file : throw Unreadable(path, null);
        }
        catch (JsonException error)
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>Writes the file; whoever reads it finds all of it or none.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        string path = PathIn(Directory);
        string draft = $"{path}.{Pid}";
        await File.WriteAllBytesAsync(draft, JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Indented), cancellationToken).ConfigureAwait(false);
        File.Move(draft, path, overwrite: true);
    }

    private static GuruException Unreadable(string path, Exception? error) => new(
        new Failure
        {
            Id = "SandboxFileDamaged",
            Kind = FailureKind.Usage,
            Message = "The sandbox's own file can't be read.",
            Target = path,
            Cause = error?.Message,
            NextAction = "Delete it and start the sandbox anew.",
        },
        error);
}
