using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Notices;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Puts exactly the topics back that were there before Set-ChannelTopic or a run's notice.</summary>
[Cmdlet(VerbsData.Restore, "ChannelTopic", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ChannelTopic))]
public sealed class RestoreChannelTopicCommand : ChangeCommand
{
    /// <summary>The channels; all of the definition if absent.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string[]? Channel { get; set; }

    /// <summary>Replaces also a topic that somebody else set meanwhile; destructive, so it asks, unless -Force.</summary>
    [Parameter]
    public SwitchParameter Overwrite { get; set; }

    /// <summary>Loses a topic of somebody else without a question of its own.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives what became of each channel.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool AllowsDestruction => Force;

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await EachAsync(Channel, () => RestoreAsync(session, cancellationToken)).ConfigureAwait(false);
    }

    private async Task RestoreAsync(ServiceSession session, CancellationToken cancellationToken)
    {
        RestoreTopicRequest request = new() { Channels = Channel, Overwrite = Overwrite };
        TopicReport? report = await CarryOutAsync<TopicReport>(session, "notice/restore-topic", request, "Restore channel topics", cancellationToken).ConfigureAwait(false);
        if (PassThru && report is not null)
        {
            EmitEach(report.Channels);
        }
    }
}
