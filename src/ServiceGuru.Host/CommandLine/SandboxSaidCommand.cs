using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru sandbox said ROOM</c>.</summary>
internal sealed class SandboxSaidCommand : SandboxVerb
{
    private readonly Argument<string> _room = new("ROOM") { Description = "The channel's name in the service definition." };

    public SandboxSaidCommand(VerbRunner runner, SandboxDirectory directory)
        : base("said", "Shows what was said in a chat room of a sandbox, replies below what they answer.", runner, directory) => Arguments.Add(_room);

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        JsonNode said = await AskAsync(call, control => control.SaidAsync(call.Parse.GetRequiredValue(_room), cancellationToken), cancellationToken).ConfigureAwait(false);
        return call.Show(said, screen =>
        {
            List<JsonNode> messages = [.. said.AsArray().OfType<JsonNode>()];
            foreach (JsonNode message in messages.Where(message => message["replyTo"] is null))
            {
                Show(screen, message, string.Empty);
                foreach (JsonNode reply in messages.Where(reply => Text(reply, "replyTo") == Text(message, "id")))
                {
                    Show(screen, reply, "  ");
                }
            }
        });
    }

    private static void Show(IScreen screen, JsonNode message, string indent)
    {
        screen.Line(new Piece($"{indent}{Text(message, "sender")}:", Tone.Strong));
        foreach (string line in Text(message, "text").Split('\n'))
        {
            screen.Line($"{indent}  {line}");
        }
    }
}
