using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Infrastructure;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Runs the definition's command in the deployment checkout, so that an environment has its newest objects and secrets.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "InfrastructureDeploy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(InfrastructureReport))]
public sealed class InvokeInfrastructureDeployCommand : ChangeCommand
{
    /// <summary>The environment.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string Environment { get; set; } = string.Empty;

    /// <summary>Deploys also where neither the repository nor the changelog of the secrets has anything new.</summary>
    [Parameter]
    public SwitchParameter Always { get; set; }

    /// <summary>How long the command may take, e.g. 30m; the definition's infrastructure.timeout if absent.</summary>
    [Parameter]
    [DurationArgument]
    [ValidateTimeout]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gives what was deployed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(Service, Adjust, cancellationToken).ConfigureAwait(false);
        await EachAsync(Environment, () => DeployAsync(session, cancellationToken)).ConfigureAwait(false);
    }

    private async Task DeployAsync(ServiceSession session, CancellationToken cancellationToken)
    {
        DeployInfrastructureRequest request = new() { Environment = Environment, Always = Always };
        InfrastructureReport? report = await CarryOutAsync<InfrastructureReport>(session, "infrastructure/deploy", request, $"Deploy the infrastructure of {Environment}", cancellationToken).ConfigureAwait(false);
        if (PassThru && report is not null)
        {
            Emit(report);
        }
    }

    private ServiceDefinition Adjust(ServiceDefinition service) => Timeout is { } timeout && service.Infrastructure is { } infrastructure
        ? service with { Infrastructure = infrastructure with { Timeout = timeout } }
        : service;
}
