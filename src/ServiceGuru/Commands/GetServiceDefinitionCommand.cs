using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Reads service definitions.</summary>
[Cmdlet(VerbsCommon.Get, "ServiceDefinition", DefaultParameterSetName = ByService)]
[OutputType(typeof(ServiceDefinition))]
public sealed class GetServiceDefinitionCommand : AsyncCommand
{
    private const string ByService = "Service";
    private const string Available = "ListAvailable";

    /// <summary>A path, or the name of one that ships; $env:SERVICEGURU_SERVICE if absent, then ./service.yaml.</summary>
    [Parameter(Position = 0, ParameterSetName = ByService, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Path")]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? Service { get; set; }

    /// <summary>Gives all definitions that ship with the module.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Available)]
    public SwitchParameter ListAvailable { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        SessionFactory factory = new(await OnPipelineAsync(() => ModuleSettings.Create(CurrentDirectory)).ConfigureAwait(false));
        foreach (string? service in ListAvailable ? factory.Files.Shipped("services") : Service ?? [null!])
        {
            try
            {
                Emit(await ReadAsync(factory, await NamedAsync(service).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));
            }
            catch (GuruException error)
            {
                EmitError(error.Failure, service);
            }
            catch (InvalidDocumentException error)
            {
                EmitError(error);
            }
        }
    }

    private static async Task<PSObject> ReadAsync(SessionFactory factory, string? service, CancellationToken cancellationToken)
    {
        ServiceSession session = await factory.OpenAsync(service, cancellationToken).ConfigureAwait(false);
        PSObject output = PSObject.AsPSObject(session.Service);
        output.Properties.Add(new PSNoteProperty(ServiceIdentity.PathProperty, session.ServicePath));
        return output;
    }
}
