using System.Text.Json.Nodes;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru sandbox status</c>.</summary>
internal sealed class SandboxStatusCommand(VerbRunner runner, SandboxDirectory directory)
    : SandboxVerb("status", "Tells whether a sandbox runs, where, and what goes wrong in it.", runner, directory)
{
    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        JsonNode status = await AskAsync(call, control => control.StatusAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return call.Show(status, screen =>
        {
            screen.Line(new Piece("✓ ", Tone.Good), $"runs at {Text(status, "url")}, process {Text(status, "pid")}, {Text(status, "speed")} times faster than life, since {Text(status, "startedAt")}");
            string faults = string.Join(", ", status["activeFaults"]?.AsArray().Select(fault => fault?.ToString()) ?? []);
            screen.Line("faults: ", faults.Length == 0 ? new Piece("none", Tone.Dim) : new Piece(faults, Tone.Bad));
        });
    }
}
