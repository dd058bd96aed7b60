using System.Management.Automation;
using System.Text.Json;
using ServiceGuru.Cmdlets;
using ServiceGuru.Ledger;
using ServiceGuru.Sandboxes;

namespace ServiceGuru.Commands;

/// <summary>What the cmdlets of a sandbox's faults have in common.</summary>
public abstract class SandboxFaultCommand : AsyncCommand
{
    /// <summary>The sandbox's folder; the one that this PowerShell uses if absent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    private protected Task<string> DirectoryAsync() => OnPipelineAsync(() => SandboxPath.Of(SessionState, Directory));

    private protected static Task<JsonElement> AskAsync(string? directory, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        new GuruProgram(ModuleSettings.ModuleDirectory, Environment.GetEnvironmentVariable)
            .RunAsync(["sandbox", .. arguments, .. directory is null ? Array.Empty<string>() : ["--directory", directory]], cancellationToken);

    private protected static async Task<SandboxFaultState[]> ListAsync(string? directory, CancellationToken cancellationToken) =>
        (await AskAsync(directory, ["faults"], cancellationToken).ConfigureAwait(false)).Deserialize<SandboxFaultState[]>(LedgerJson.Options)!;
}
