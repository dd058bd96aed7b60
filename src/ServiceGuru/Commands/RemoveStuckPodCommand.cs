using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Rollouts;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Removes pods by force that stay Terminating well past their grace.</summary>
[Cmdlet(VerbsCommon.Remove, "StuckPod", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(StuckPod))]
public sealed class RemoveStuckPodCommand : ChangeCommand
{
    private readonly List<string> _pods = [];

    /// <summary>The pods, each of which must be stuck; all that are if absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Pod")]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>The environment; the production one if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string? Environment { get; set; }

    /// <summary>Removes without asking once more that this destroys something.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives what became of each pod.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool AllowsDestruction => Force;

    private protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        _pods.AddRange(Name ?? []);
        return Task.CompletedTask;
    }

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_pods.Count == 0 && MyInvocation.ExpectingInput)
        {
            // An empty pipeline means nothing, and must not turn into everything.
            return;
        }

        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        RemoveStuckPodsRequest request = new()
        {
            Environment = ProductionEnvironment.Of(session.Service, Environment),
            Pods = _pods.Count == 0 ? null : [.. _pods.Distinct(StringComparer.Ordinal)],
        };
        StuckPodReport? report = await CarryOutAsync<StuckPodReport>(session, "rollout/remove-stuck-pods", request, "Remove stuck pods", cancellationToken).ConfigureAwait(false);
        if (PassThru && report is not null)
        {
            EmitEach(report.Pods);
        }
    }
}
