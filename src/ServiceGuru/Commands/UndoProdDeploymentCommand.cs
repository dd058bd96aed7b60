using System.Collections;
using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Rollouts;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Takes production back to the images from before the last deployment, and holds it there.</summary>
[Cmdlet(VerbsCommon.Undo, "ProdDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(UndoReport))]
public sealed class UndoProdDeploymentCommand : ChangeCommand
{
    /// <summary>The image streams; those that the last deployment changed if absent.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageStreamCompleter))]
    public string[]? ImageStream { get; set; }

    /// <summary>The environment; the production one if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string? Environment { get; set; }

    /// <summary>The run whose imports are taken back; those that brought the present images if absent.</summary>
    [Parameter]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string? Run { get; set; }

    /// <summary>The digest to go back to by image stream; the previous one if absent.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? To { get; set; }

    /// <summary>Why; the next deployment says it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>How long to wait for the workloads, e.g. 20m; the definition's timing.rolloutTimeout if absent.</summary>
    [Parameter]
    [DurationArgument]
    [ValidateTimeout]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Reverts without asking once more that this destroys something.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives what was reverted and how the workloads stand.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool AllowsDestruction => Force;

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(
            Service,
            service => Timeout is { } timeout ? service with { Timing = service.Timing with { RolloutTimeout = timeout } } : service,
            cancellationToken).ConfigureAwait(false);
        UndoDeploymentRequest request = new()
        {
            Environment = ProductionEnvironment.Of(session.Service, Environment),
            ImageStreams = ImageStream,
            Run = Run,
            To = TextTable.Of(To),
            Reason = Reason,
        };
        UndoReport? report = await CarryOutAsync<UndoReport>(session, "rollout/undo", request, $"Revert {request.Environment}", cancellationToken).ConfigureAwait(false);
        if (PassThru && report is not null)
        {
            Emit(report);
        }
    }
}
