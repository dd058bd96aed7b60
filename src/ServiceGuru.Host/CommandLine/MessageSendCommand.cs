using System.CommandLine;
using ServiceGuru.Notices;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru message send TEXT</c>.</summary>
internal sealed class MessageSendCommand : VerbCommand
{
    private readonly Argument<string?> _text = new("TEXT") { Description = "The text.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _message = new("--message") { Description = "The name of a text in the definition's topics, instead of the text.", HelpName = "NAME" };
    private readonly Option<string[]> _channels = Names.Option("--channel", "A channel; may be repeated. Default: all.");
    private readonly ChangeOptions _change = new();

    public MessageSendCommand(VerbRunner runner)
        : base("send", "Sends a message to the channels, once, also where it is repeated after a crash.", runner)
    {
        Arguments.Add(_text);
        Options.Add(_message);
        Options.Add(_channels);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        SendMessageRequest request = new()
        {
            Text = call.Parse.GetValue(_text),
            Message = call.Parse.GetValue(_message),
            Channels = Names.Given(call.Parse.GetValue(_channels)),
        };
        return ApplyFace.RunAsync(call, _change, "notice/message", request, cancellationToken);
    }
}
