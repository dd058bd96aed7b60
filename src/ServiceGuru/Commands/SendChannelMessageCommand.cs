using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Notices;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Sends a message to the chat channels.</summary>
[Cmdlet(VerbsCommunications.Send, "ChannelMessage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByText)]
[OutputType(typeof(ChannelMessage))]
public sealed class SendChannelMessageCommand : ChangeCommand
{
    private const string ByName = "Name";
    private const string ByText = "Text";

    /// <summary>The text.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByText)]
    [ValidateNotNullOrEmpty]
    public string? Text { get; set; }

    /// <summary>The name of a text in the definition's topics, instead of the text.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TopicCompleter))]
    public string? Message { get; set; }

    /// <summary>The channels; all of the definition if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string[]? Channel { get; set; }

    /// <summary>Gives what became of each message.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        SendMessageRequest request = new() { Message = Message, Text = Text, Channels = Channel };
        MessageReport? report = await CarryOutAsync<MessageReport>(session, "notice/message", request, "Send messages", cancellationToken).ConfigureAwait(false);
        if (PassThru && report is not null)
        {
            EmitEach(report.Messages);
        }
    }
}
