using System.CommandLine;
using System.Text.Json.Nodes;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru approve RUN GATE</c>.</summary>
internal sealed class ApproveCommand : AnswerCommand
{
    private readonly Option<bool> _no = new("--no") { Description = "Says no instead of yes." };
    private readonly Option<Dictionary<string, string>> _set = KeyValues.Option("--set", "A value that the gate asks for; repeat it for more.");

    public ApproveCommand(VerbRunner runner)
        : base("approve", "Says yes at a gate of a run that another process works on, in your name.", runner)
    {
        Options.Add(_no);
        Options.Add(_set);
    }

    protected override (bool Yes, JsonObject? Values) Answer(VerbCall call) => (
        !call.Parse.GetValue(_no),
        KeyValues.Given(call.Parse.GetValue(_set)) is { } given ? new JsonObject(given.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value))) : null);
}
