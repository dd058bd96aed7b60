using ServiceGuru.Connectors.Kubernetes;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Secrets;

/// <summary>
/// Gets secrets from environment variables, files, Bitwarden and PowerShell's vaults, and tells each one to the redaction
/// before anybody gets it. A file is read at every use, since tokens of workloads are renewed under a running process;
/// everything else once for each resolver, when it is first used. What the user handed over goes before all of them. Safe
/// to use from several threads.
/// </summary>
public sealed class SecretResolver : ISecretResolver
{
    private const int MaxLength = 64 * 1024;
    private readonly string definitionDirectory;
    private readonly Func<string, string?> environment;
    private readonly Action<string> onResolved;
    private readonly Func<SecretReference, CancellationToken, ValueTask<string?>>? vault;
    private readonly Func<SecretReference, string?> given;
    private readonly BitwardenVault bitwarden;
    private readonly Dictionary<SecretReference, string> known = [];
    private readonly SemaphoreSlim gate = new(1);

    /// <summary>Initializes a new instance of the <see cref="SecretResolver"/> class. Reads nothing yet.</summary>
    /// <param name="definitionDirectory">The folder from which relative paths count.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="onResolved">Gets each secret before it is given out, to keep it out of texts.</param>
    /// <param name="time">The clock of time-outs.</param>
    /// <param name="vault">Reads <c>secret:</c> references from PowerShell's SecretManagement; null where there is none.</param>
    /// <param name="given">Gives what the user handed over for a reference, or null.</param>
    public SecretResolver(
        string definitionDirectory,
        Func<string, string?> environment,
        Action<string> onResolved,
        TimeProvider time,
        Func<SecretReference, CancellationToken, ValueTask<string?>>? vault = null,
        Func<SecretReference, string?>? given = null)
    {
        this.definitionDirectory = definitionDirectory;
        this.environment = environment;
        this.vault = vault;
        this.given = given ?? (_ => null);
        this.onResolved = onResolved;
        bitwarden = new BitwardenVault(environment, onResolved, time);
    }

    /// <inheritdoc/>
    public async ValueTask<string> ResolveAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (given(reference) is { Length: > 0 } handed)
            {
                onResolved(handed);
                return handed;
            }

            bool before = known.TryGetValue(reference, out string? secret);
            if (!before || reference.Scheme == "file")
            {
                string read = await ReadAgainAsync(reference, secret, cancellationToken).ConfigureAwait(false);
                if (read != secret)
                {
                    onResolved(read);
                    known[reference] = secret = read;
                }
            }

            return secret!;
        }
        finally
        {
            gate.Release();
        }
    }

    // Whoever renews a token may empty the file before writing it: for that moment the one before still counts.
    private async ValueTask<string> ReadAgainAsync(SecretReference reference, string? before, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(reference, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException) when (before is not null)
        {
            return before;
        }
    }

    private async ValueTask<string> ReadAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        string secret = reference.Scheme switch
        {
            "env" => ReadVariable(reference),
            "file" => await ReadFileAsync(reference, cancellationToken).ConfigureAwait(false),
            "bitwarden" => await bitwarden.ReadAsync(reference, cancellationToken).ConfigureAwait(false),
            _ => await ReadVaultAsync(reference, cancellationToken).ConfigureAwait(false),
        };
        return secret.Length > 0 ? secret : throw SecretFailures.NotThere(reference, "It is empty.", "Put the secret where the reference says.");
    }

    private string ReadVariable(SecretReference reference) => environment(reference.Path) ?? throw SecretFailures.NotThere(
        reference, $"The environment variable {reference.Path} is not set.", $"Set {reference.Path}, or name another reference in the service definition.");

    private async Task<string> ReadFileAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        string path = HostSurroundings.Real.Resolve(SecretPath.Expand(reference, environment), definitionDirectory);
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            char[] buffer = new char[MaxLength + 1];
            int length = await reader.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false);
            return length <= MaxLength
                ? new string(buffer, 0, length).TrimEnd('\r', '\n')
                : throw SecretFailures.NotReadable(reference, $"The file {path} is longer than {MaxLength / 1024} KiB.", "Check that the reference names the right file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SecretFailures.NotReadable(reference, exception.Message, $"Check that {path} is there and that you may read it.", exception);
        }
    }

    private async ValueTask<string> ReadVaultAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        if (vault is null)
        {
            throw SecretFailures.NotThere(
                reference,
                "Vaults of SecretManagement are open to the PowerShell module only.",
                "Run it from PowerShell, or name an env:, file: or bitwarden: reference in the service definition.");
        }

        return await vault(reference, cancellationToken).ConfigureAwait(false)
            ?? throw SecretFailures.NotThere(reference, "The vault has no such secret.", "Look with Get-SecretInfo, and set it with Set-Secret.");
    }
}
