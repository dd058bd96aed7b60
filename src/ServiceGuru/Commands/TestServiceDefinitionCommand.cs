using System.Management.Automation;
using ServiceGuru.Access;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Checks service definitions: every mistake with its place or, with -Access, whether each system grants what the operations need.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ServiceDefinition", DefaultParameterSetName = ByText)]
[OutputType(typeof(DefinitionCheck), typeof(AccessCheck), typeof(bool))]
public sealed class TestServiceDefinitionCommand : AsyncCommand
{
    private const string ByText = "Definition";
    private const string ByAccess = "Access";

    /// <summary>A path, or the name of one that ships; $env:SERVICEGURU_SERVICE if absent, then ./service.yaml.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Path")]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? Service { get; set; }

    /// <summary>Asks every system whether it can be reached and grants what the operations need; changes nothing.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAccess)]
    public SwitchParameter Access { get; set; }

    /// <summary>The systems that are asked; all if absent.</summary>
    [Parameter(ParameterSetName = ByAccess)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccessSystemCompleter))]
    public string[]? System { get; set; }

    /// <summary>How long each system may take to answer.</summary>
    [Parameter(ParameterSetName = ByAccess)]
    [DurationArgument]
    [ValidateTimeout]
    public TimeSpan Timeout { get; set; } = AccessInspection.Timeout;

    /// <summary>Gives only true or false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        SessionFactory factory = await FactoryAsync().ConfigureAwait(false);
        foreach (string? service in Service ?? [null!])
        {
            try
            {
                await CheckAsync(factory, factory.Files.FindService(await NamedAsync(service).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
            }
            catch (GuruException error)
            {
                EmitError(error.Failure, service);
            }
        }
    }

    private async Task CheckAsync(SessionFactory factory, string path, CancellationToken cancellationToken)
    {
        try
        {
            ServiceSession session = await factory.OpenAsync(path, cancellationToken).ConfigureAwait(false);
            Release((IAsyncDisposable)session.Connections);
            if (Access)
            {
                await AskAsync(session, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                Emit(Quiet ? true : new DefinitionCheck(path, true, []));
            }
        }
        catch (InvalidDocumentException error) when (!Access)
        {
            Emit(Quiet ? false : new DefinitionCheck(path, false, error.Diagnostics.ToArray()));
        }
    }

    private async Task AskAsync(ServiceSession session, CancellationToken cancellationToken)
    {
        using ProgressDisplay progress = ShowProgress("Checking access");
        List<AccessCheck> checks = [];
        await foreach (AccessCheck check in AccessInspection.InspectAsync(session.Connections.AccessProbes, System, Timeout, Time, cancellationToken).ConfigureAwait(false))
        {
            checks.Add(check);
            if (!Quiet)
            {
                Emit(check);
            }
        }

        if (Quiet)
        {
            Emit(AccessReport.FailureOf(checks) is null);
        }
    }
}
