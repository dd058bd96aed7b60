using System.Text.Json.Nodes;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru sandbox effects</c>.</summary>
internal sealed class SandboxEffectsCommand(VerbRunner runner, SandboxDirectory directory)
    : SandboxVerb("effects", "Lists everything that was changed in a sandbox from outside, in order.", runner, directory)
{
    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        JsonNode effects = await AskAsync(call, control => control.EffectsAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return call.Show(effects, screen =>
        {
            Listing listing = new Listing("#", "Time", "System", "Action", "Target", "Detail").Keeps("#", "Time");
            foreach (JsonNode? effect in effects.AsArray())
            {
                string time = effect?["time"] is { } at ? Elapsed.Stamp(at.GetValue<DateTimeOffset>()) : string.Empty;
                listing.Add(Text(effect, "sequence"), time, Text(effect, "system"), Text(effect, "action"), Text(effect, "target"), Text(effect, "detail"));
            }

            screen.Table(listing);
        });
    }
}
