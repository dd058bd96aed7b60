using System.Text.Json.Nodes;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Sandboxes;
using ServiceGuru.Sandbox;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru sandbox faults</c>.</summary>
internal sealed class SandboxFaultsCommand(VerbRunner runner, SandboxDirectory directory)
    : SandboxVerb("faults", "Lists what can go wrong in a sandbox, and what goes wrong now.", runner, directory)
{
    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        HashSet<string> active = await ActiveAsync(call, cancellationToken).ConfigureAwait(false);
        return call.Show(SandboxFaults.All.Select(fault => new { fault.Name, fault.Concerns, fault.Summary, fault.Expect, Active = active.Contains(fault.Name) }), screen =>
        {
            foreach (SandboxFault fault in SandboxFaults.All)
            {
                screen.Line(new Piece(fault.Name, Tone.Strong), active.Contains(fault.Name) ? new Piece("  active", Tone.Bad) : new Piece(string.Empty));
                screen.Line("  ", fault.Summary);
                screen.Line("  ", new Piece(fault.Expect, Tone.Dim));
            }
        });
    }

    // The catalog is worth reading also where no sandbox runs; but who names one asks how that one stands.
    private async Task<HashSet<string>> ActiveAsync(VerbCall call, CancellationToken cancellationToken)
    {
        if (!Folder.IsGiven(call) && await SandboxFile.ReadAsync(Folder.Of(call), cancellationToken).ConfigureAwait(false) is null)
        {
            return [];
        }

        JsonNode faults = await AskAsync(call, control => control.FaultsAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return [.. faults.AsArray().Where(fault => fault?["active"]?.GetValue<bool>() == true).Select(fault => Text(fault, "name"))];
    }
}
