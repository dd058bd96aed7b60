using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.Commands;

/// <summary>Checks service definitions and tells every mistake with its place.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ServiceDefinition")]
[OutputType(typeof(DefinitionCheck), typeof(bool))]
public sealed class TestServiceDefinitionCommand : AsyncCommand
{
    /// <summary>A path, or the name of one that ships; $env:SERVICEGURU_SERVICE if absent, then ./service.yaml.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Path")]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? Service { get; set; }

    /// <summary>Gives only true or false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        SessionFactory factory = new(await OnPipelineAsync(() => ModuleSettings.Create(CurrentDirectory)).ConfigureAwait(false));
        foreach (string? service in Service ?? [null!])
        {
            try
            {
                DefinitionCheck check = await CheckAsync(factory, factory.Files.FindService(service), cancellationToken).ConfigureAwait(false);
                Emit(Quiet ? check.Valid : check);
            }
            catch (GuruException error)
            {
                EmitError(error.Failure, service);
            }
        }
    }

    private static async Task<DefinitionCheck> CheckAsync(SessionFactory factory, string path, CancellationToken cancellationToken)
    {
        try
        {
            await factory.OpenAsync(path, cancellationToken).ConfigureAwait(false);
            return new DefinitionCheck(path, true, []);
        }
        catch (InvalidDocumentException error)
        {
            return new DefinitionCheck(path, false, error.Diagnostics.ToArray());
        }
    }
}
