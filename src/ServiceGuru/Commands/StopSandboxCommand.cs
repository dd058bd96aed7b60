using System.Management.Automation;
using System.Text.Json;
using ServiceGuru.Cmdlets;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Sandboxes;

namespace ServiceGuru.Commands;

/// <summary>Ends a sandbox and puts $env:SERVICEGURU_SERVICE and $env:SERVICEGURU_STATE back as they were. Its files stay.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Sandbox", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SandboxSession))]
public sealed class StopSandboxCommand : AsyncCommand
{
    /// <summary>The sandbox's folder; the one that this PowerShell uses if absent.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    /// <summary>Gives the sandbox that has ended.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancellationToken) => EachAsync(Directory, () => StopAsync(cancellationToken));

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        string directory = await OnPipelineAsync(() => SandboxPath.Of(SessionState, Directory)).ConfigureAwait(false);
        bool own = SandboxVariables.Current == directory;
        string[] arguments = ["sandbox", "stop", "--directory", directory];
        GuruProgram guru = new(ModuleSettings.ModuleDirectory, Environment.GetEnvironmentVariable);
        if (PlanOnly && !own)
        {
            await guru.RunAsync([.. arguments, "--check"], cancellationToken).ConfigureAwait(false);
        }

        if (!await Prompt.ShouldChangeAsync($"End the sandbox in {directory}", "Stop sandbox", directory).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            JsonElement result = await guru.RunAsync(arguments, cancellationToken).ConfigureAwait(false);
            if (PassThru)
            {
                Emit(result.Deserialize<SandboxSession>(LedgerJson.Options)!);
            }
        }
        catch (GuruException error) when (own && error.Failure.Id is "SandboxNotFound" or "SandboxUnreachable")
        {
            // It has ended without us; what is left to do is to leave it.
            EmitWarning($"{error.Failure} The variables are put back all the same.");
        }

        if (own)
        {
            SandboxVariables.Leave();
        }
    }
}
