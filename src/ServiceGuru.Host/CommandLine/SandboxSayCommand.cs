using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceGuru.Host.Console;
using ServiceGuru.Sandbox;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru sandbox say ROOM</c>.</summary>
internal sealed class SandboxSayCommand : SandboxVerb
{
    private readonly Argument<string> _room = new("ROOM") { Description = "The channel's name in the service definition." };
    private readonly Argument<string?> _text = new("TEXT") { Description = "What is said, or the new text of an edit.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _as = new("--as") { Description = "Who: a user id, e.g. @laura:fedora.im or U0LAURA.", HelpName = "USER", Required = true };
    private readonly Option<string?> _to = new("--reply-to") { Description = "The message that is meant: last, its id, or words in it. Without it the room itself is spoken to.", HelpName = "MESSAGE" };
    private readonly Option<string?> _react = new("--react") { Description = "Reacts with an emoji instead of saying something.", HelpName = "EMOJI" };
    private readonly Option<bool> _quote = new("--quote") { Description = "Quotes the message instead of answering in its thread (Matrix)." };
    private readonly Option<bool> _edit = new("--edit") { Description = "Gives the person's own message the new text." };
    private readonly Option<bool> _takeBack = new("--take-back") { Description = "Takes the reaction away, or deletes the person's own message." };

    public SandboxSayCommand(VerbRunner runner, SandboxDirectory directory)
        : base("say", "Lets somebody say something, react or change their mind in a chat room of a sandbox.", runner, directory)
    {
        Arguments.Add(_room);
        Arguments.Add(_text);
        Options.Add(_as);
        Options.Add(_to);
        Options.Add(_react);
        Options.Add(_quote);
        Options.Add(_edit);
        Options.Add(_takeBack);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        RoomAct act = new()
        {
            Room = call.Parse.GetRequiredValue(_room),
            As = call.Parse.GetRequiredValue(_as),
            Text = call.Parse.GetValue(_text),
            To = call.Parse.GetValue(_to),
            React = call.Parse.GetValue(_react),
            Quote = call.Parse.GetValue(_quote),
            Edit = call.Parse.GetValue(_edit),
            TakeBack = call.Parse.GetValue(_takeBack),
        };
        JsonNode answer = await AskAsync(call, control => control.ActAsync(act, cancellationToken), cancellationToken).ConfigureAwait(false);
        return call.Show(answer, screen => screen.Line(new Piece("✓ ", Tone.Good), $"{act.As} has done it in {act.Room} ({Text(answer, "id")})"));
    }
}
