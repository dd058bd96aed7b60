using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Operations;
using ServiceGuru.Rollouts;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Waits until every workload runs what its image stream has.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Rollout")]
[OutputType(typeof(WorkloadRollout))]
public sealed class WaitRolloutCommand : ServiceCommand
{
    /// <summary>The environment; the production one if absent.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string? Environment { get; set; }

    /// <summary>The image streams whose workloads are awaited; all if absent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageStreamCompleter))]
    public string[]? ImageStream { get; set; }

    /// <summary>How long to wait, e.g. 20m; the definition's timing.rolloutTimeout if absent.</summary>
    [Parameter]
    [DurationArgument]
    [ValidateTimeout]
    public TimeSpan? Timeout { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await EachAsync(ImageStream, () => WaitAsync(session, cancellationToken)).ConfigureAwait(false);
    }

    private async Task WaitAsync(ServiceSession session, CancellationToken cancellationToken)
    {
        AwaitRolloutRequest request = new()
        {
            Environment = ProductionEnvironment.Of(session.Service, Environment),
            ImageStreams = ImageStream,
            Timeout = Timeout,
        };
        (RolloutReport report, Failure? failure) = await AskAsync<RolloutReport>(session, "rollout/await", request, $"Waiting for {request.Environment}", cancellationToken).ConfigureAwait(false);
        EmitEach(report.Workloads);
        EmitErrors(failure);
    }
}
