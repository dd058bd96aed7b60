using System.Management.Automation;
using ServiceGuru.Completion;
using ServiceGuru.Operations;
using ServiceGuru.Sandboxes;

namespace ServiceGuru.Commands;

/// <summary>Makes something go wrong in a sandbox that runs, or repairs it.</summary>
[Cmdlet(VerbsCommon.Set, "SandboxFault", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SandboxFaultState))]
public sealed class SetSandboxFaultCommand : SandboxFaultCommand
{
    /// <summary>The faults, as Get-SandboxFault lists them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FaultCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Repairs them.</summary>
    [Parameter]
    public SwitchParameter Clear { get; set; }

    /// <summary>Gives each fault as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        string directory = await DirectoryAsync().ConfigureAwait(false);
        foreach (string name in Name)
        {
            try
            {
                string[] arguments = ["fault", name, .. Clear ? ["--clear"] : Array.Empty<string>()];
                if (PlanOnly)
                {
                    await AskAsync(directory, [.. arguments, "--check"], cancellationToken).ConfigureAwait(false);
                }

                if (await Prompt.ShouldChangeAsync(Clear ? $"Repair {name} in the sandbox in {directory}" : $"Let {name} go wrong in the sandbox in {directory}", "Set sandbox fault", name).ConfigureAwait(false))
                {
                    await AskAsync(directory, arguments, cancellationToken).ConfigureAwait(false);
                    if (PassThru)
                    {
                        EmitEach((await ListAsync(directory, cancellationToken).ConfigureAwait(false)).Where(fault => fault.Name == name));
                    }
                }
            }
            catch (GuruException error) when (error.Failure.Id == "FaultNotFound")
            {
                // The others are wanted all the same.
                EmitError(error.Failure, name);
            }
        }
    }
}
