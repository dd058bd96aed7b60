using System.Text.Json.Nodes;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru deny RUN GATE</c>.</summary>
internal sealed class DenyCommand(VerbRunner runner)
    : AnswerCommand("deny", "Says no at a gate of a run that another process works on, in your name. One no closes the gate.", runner)
{
    protected override (bool Yes, JsonObject? Values) Answer(VerbCall call) => (false, null);
}
