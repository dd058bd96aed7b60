using System.CommandLine;
using ServiceGuru.Notices;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru topic set [MESSAGE]</c>.</summary>
internal sealed class TopicSetCommand : VerbCommand
{
    private readonly Argument<string?> _message = new("MESSAGE")
    {
        Description = "The name of a text in the definition's topics; redeploying if absent.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _text = new("--text") { Description = "The text itself, instead of a name.", HelpName = "TEXT" };
    private readonly Option<string?> _fallback = new("--fallback") { Description = "The name of a shorter text, where the first does not fit.", HelpName = "NAME" };
    private readonly Option<string[]> _channels = Names.Option("--channel", "A channel; may be repeated. Default: all.");
    private readonly ChangeOptions _change = new();

    public TopicSetCommand(VerbRunner runner)
        : base("set", "Sets the channels' topics and keeps the old ones for 'topic restore'.", runner)
    {
        Arguments.Add(_message);
        Options.Add(_text);
        Options.Add(_fallback);
        Options.Add(_channels);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        SetTopicRequest request = new()
        {
            Message = call.Parse.GetValue(_message),
            Text = call.Parse.GetValue(_text),
            Fallback = call.Parse.GetValue(_fallback),
            Channels = Names.Given(call.Parse.GetValue(_channels)),
        };
        return ApplyFace.RunAsync(call, _change, "notice/topic", request, cancellationToken);
    }
}
