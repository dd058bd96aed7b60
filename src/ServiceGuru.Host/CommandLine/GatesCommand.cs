using ServiceGuru.Approvals;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru gates</c>.</summary>
internal sealed class GatesCommand(VerbRunner runner) : VerbCommand("gates", "Lists the gates of all runs that wait for people.", runner)
{
    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        OpenGateList list = await new GateDesk(call.Ledger, call.Parts.Time).ListAsync(cancellationToken).ConfigureAwait(false);
        return call.Show(list, screen => GatesView.Show(screen, list, call.Parts.Time.GetUtcNow()));
    }
}
