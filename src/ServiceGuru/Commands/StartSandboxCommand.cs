using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Sandboxes;

namespace ServiceGuru.Commands;

/// <summary>
/// Raises a simulated world on loopback and points this PowerShell at it: $env:SERVICEGURU_SERVICE and
/// $env:SERVICEGURU_STATE lead there until Stop-Sandbox.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "Sandbox", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SandboxSession))]
public sealed class StartSandboxCommand : AsyncCommand
{
    /// <summary>The folder of the world; sandbox in the state folder if absent. An empty one, or one of an earlier sandbox.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    /// <summary>What goes wrong from the start.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FaultCompleter))]
    public string[] Fault { get; set; } = [];

    /// <summary>How many times faster than life, 1 to 100000. 120: a build of 40 minutes takes 20 seconds.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public double Speed { get; set; } = 120;

    /// <summary>The service to simulate: a path, or the name of one that ships.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string Service { get; set; } = "packit";

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (SandboxVariables.Current is { } running)
        {
            throw new GuruException(new Failure
            {
                Id = "SandboxActive",
                Kind = FailureKind.Usage,
                Message = "This PowerShell uses a sandbox already.",
                Target = running,
                NextAction = "Stop-Sandbox ends it.",
            });
        }

        string directory = await OnPipelineAsync(() => SandboxPath.Of(SessionState, Directory)).ConfigureAwait(false);
        List<string> arguments = ["sandbox", "--detach", "--directory", directory, "--service", await ServicePathAsync().ConfigureAwait(false), "--speed", Speed.ToString(CultureInfo.InvariantCulture)];
        foreach (string fault in Fault)
        {
            arguments.AddRange(["--fault", fault]);
        }

        GuruProgram guru = new(ModuleSettings.ModuleDirectory, Environment.GetEnvironmentVariable);
        if (PlanOnly)
        {
            await guru.RunAsync([.. arguments, "--check"], cancellationToken).ConfigureAwait(false);
        }

        if (!await Prompt.ShouldChangeAsync($"Raise a sandbox of {Service} in {directory}", "Start sandbox", directory).ConfigureAwait(false))
        {
            return;
        }

        using ProgressDisplay progress = ShowProgress("Raising the sandbox");
        progress.Report("git histories, cluster, registry, chats");
        JsonElement result = await guru.RunAsync(arguments, cancellationToken).ConfigureAwait(false);
        SandboxSession session = result.Deserialize<SandboxSession>(LedgerJson.Options)!;
        SandboxVariables.Enter(session);
        EmitVerbose($"$env:SERVICEGURU_SERVICE is {session.Service} until Stop-Sandbox.");
        Emit(session);
    }

    // A relative path counts from PowerShell's location; guru, started from here, would take the process's.
    private async Task<string> ServicePathAsync()
    {
        string service = (await NamedAsync(Service).ConfigureAwait(false))!;
        string path = Path.GetFullPath(service, await OnPipelineAsync(() => CurrentDirectory).ConfigureAwait(false));
        return File.Exists(path) ? path : service;
    }
}
