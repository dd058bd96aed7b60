using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Services;

namespace ServiceGuru.Commands;

/// <summary>Writes a commented service definition for a new service; a file that is there already is left as it is.</summary>
[Cmdlet(VerbsCommon.New, "ServiceDefinition", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class NewServiceDefinitionCommand : AsyncCommand
{
    /// <summary>The service's short name: lowercase letters, digits and hyphens, 1 to 63 characters. The folder's name if absent.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The file to write; ./service.yaml if absent.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = ServiceTemplate.FileName;

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        string path = await OnPipelineAsync(() => SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path)).ConfigureAwait(false);
        string name = Name ?? ServiceTemplate.NameFor(System.IO.Path.GetDirectoryName(path)!);
        ServiceTemplate.Check(path, name);
        if (!await Prompt.ShouldChangeAsync($"Write the definition of service {name} to {path}", "New service definition", path).ConfigureAwait(false))
        {
            return;
        }

        await ServiceTemplate.WriteAsync(path, name, cancellationToken).ConfigureAwait(false);
        Emit(new FileInfo(path));
    }
}
