using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Tells what the deployment repository and the vault have that an environment lacks.</summary>
[Cmdlet(VerbsCommon.Get, "InfrastructureChange")]
[OutputType(typeof(InfrastructureChanges))]
public sealed class GetInfrastructureChangeCommand : ServiceCommand
{
    /// <summary>The environment; the production one if absent.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string? Environment { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        (InfrastructureChanges changes, Failure? failure) = await AskAsync<InfrastructureChanges>(
            session, "infrastructure/changes", new InfrastructureChangesRequest { Environment = Environment }, "Looking at the infrastructure", cancellationToken).ConfigureAwait(false);
        Emit(changes);
        foreach (Failure problem in changes.Problems)
        {
            EmitError(problem);
        }

        EmitErrors(failure);
    }
}
