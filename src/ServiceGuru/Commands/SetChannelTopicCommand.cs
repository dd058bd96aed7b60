using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Notices;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Sets the topic of the chat channels. The old one stays in the ledger, for Restore-ChannelTopic.</summary>
[Cmdlet(VerbsCommon.Set, "ChannelTopic", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByName)]
[OutputType(typeof(ChannelTopic))]
public sealed class SetChannelTopicCommand : ChangeCommand
{
    private const string ByName = "Name";
    private const string ByText = "Text";

    /// <summary>The name of a text in the definition's topics; redeploying if absent.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TopicCompleter))]
    public string? Message { get; set; }

    /// <summary>The name of a shorter text for channels where the first does not fit.</summary>
    [Parameter(ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TopicCompleter))]
    public string? Fallback { get; set; }

    /// <summary>The text itself, instead of a name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByText)]
    [ValidateNotNullOrEmpty]
    public string? Text { get; set; }

    /// <summary>The channels; all of the definition if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string[]? Channel { get; set; }

    /// <summary>Gives what became of each channel.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        SetTopicRequest request = new() { Message = Message, Text = Text, Fallback = Fallback, Channels = Channel };
        TopicReport? report = await CarryOutAsync<TopicReport>(session, "notice/topic", request, "Set channel topics", cancellationToken).ConfigureAwait(false);
        foreach (ChannelTopic unheard in report?.Channels.Where(channel => channel.Problem is not null) ?? [])
        {
            EmitWarning(unheard.Problem!.ToString());
        }

        if (PassThru && report is not null)
        {
            EmitEach(report.Channels);
        }
    }
}
