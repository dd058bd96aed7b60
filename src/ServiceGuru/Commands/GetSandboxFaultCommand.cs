using System.Management.Automation;
using ServiceGuru.Completion;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Sandboxes;

namespace ServiceGuru.Commands;

/// <summary>Lists what can go wrong in a sandbox, and what goes wrong in it now.</summary>
[Cmdlet(VerbsCommon.Get, "SandboxFault")]
[OutputType(typeof(SandboxFaultState))]
public sealed class GetSandboxFaultCommand : SandboxFaultCommand
{
    /// <summary>Only these; wildcards are understood. All if absent.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FaultCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Only what goes wrong now.</summary>
    [Parameter]
    public SwitchParameter Active { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        // Where no sandbox is meant, the catalog alone is worth reading.
        string? directory = Directory is null && SandboxVariables.Current is null ? null : await DirectoryAsync().ConfigureAwait(false);
        SandboxFaultState[] faults = await ListAsync(directory, cancellationToken).ConfigureAwait(false);
        foreach (string name in Name)
        {
            WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            SandboxFaultState[] found = [.. faults.Where(fault => pattern.IsMatch(fault.Name))];
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                EmitError(new Failure
                {
                    Id = "FaultNotFound",
                    Kind = FailureKind.Usage,
                    Message = $"There is no fault '{name}'.{NearestName.Suggest(name, faults.Select(fault => fault.Name))}",
                    Target = name,
                    NextAction = "Get-SandboxFault lists all.",
                });
            }

            EmitEach(found.Where(fault => fault.Active || !Active));
        }
    }
}
