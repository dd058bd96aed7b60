using System.ComponentModel;
using System.Diagnostics;
using ServiceGuru.Connectors.Git;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Secrets;

/// <summary>
/// Reads items through Bitwarden's program <c>bw</c> (https://bitwarden.com/help/cli/#get), never writes. The vault must
/// be unlocked: the session key comes from <c>BW_SESSION</c> and goes to the program in its environment.
/// </summary>
internal sealed class BitwardenVault(Func<string, string?> environment, Action<string> onResolved, TimeProvider time, string program = "bw")
{
    private const string Unlock = "Unlock the vault: export BW_SESSION=\"$(bw unlock --raw)\"";
    private const int MaxOutput = 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <summary>Reads one field of one item.</summary>
    /// <exception cref="GuruException">There is none, or the vault is closed (<c>SecretUnavailable</c>).</exception>
    public async Task<string> ReadAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        int hash = reference.Path.LastIndexOf('#');
        if (hash < 1 || hash == reference.Path.Length - 1 || reference.Path[0] == '-')
        {
            throw SecretFailures.NotThere(reference, "It names no item and field.", "Write it as bitwarden:ITEM#FIELD, e.g. bitwarden:Packit Sentry#password.");
        }

        string item = reference.Path[..hash];
        string json = await GetItemAsync(reference, item, cancellationToken).ConfigureAwait(false);
        return BitwardenItem.Find(json, item, reference.Path[(hash + 1)..], reference);
    }

    private async Task<string> GetItemAsync(SecretReference reference, string item, CancellationToken cancellationToken)
    {
        if (environment("BW_SESSION") is not { Length: > 0 } session)
        {
            throw SecretFailures.NotThere(reference, "The environment variable BW_SESSION is not set.", Unlock);
        }

        onResolved(session);
        var start = new ProcessStartInfo(program, ["get", "item", item]);
        start.Environment["BW_SESSION"] = session;
        start.Environment["BW_NOINTERACTION"] = "true";
        try
        {
            (int? exitCode, string output, string error) = await BoundedProcess.RunAsync(start, MaxOutput, Timeout, time, cancellationToken).ConfigureAwait(false);
            string said = GitText.OneLine(error.Replace(session, "***", StringComparison.Ordinal));
            return exitCode switch
            {
                0 => output,
                null => throw SecretFailures.NotReadable(reference, $"bw gave no answer within {Timeout.TotalSeconds:0} s.", Unlock),
                _ => throw SecretFailures.NotReadable(reference, said.Length > 0 ? $"bw says: {said}" : $"bw ended with exit code {exitCode}.", Unlock + ", and look: bw list items --search NAME"),
            };
        }
        catch (Win32Exception exception)
        {
            throw SecretFailures.NotReadable(reference, $"The program {program} can't be started: {exception.Message}", "Install the Bitwarden command line (https://bitwarden.com/help/cli/) and make sure that it is on the PATH.", exception);
        }
        catch (OutputTooLargeException exception)
        {
            throw SecretFailures.NotReadable(reference, exception.Message, "Check that the reference names the right item.", exception);
        }
    }
}
