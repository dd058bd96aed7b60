using ServiceGuru.Host.Console;
using ServiceGuru.Host.Sandboxes;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru sandbox rebuild</c>.</summary>
internal sealed class SandboxRebuildCommand(VerbRunner runner, SandboxDirectory directory)
    : SandboxVerb("rebuild", "Re-runs the failed image builds of a sandbox, as a person would on the code host's page.", runner, directory)
{
    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        SandboxFile file = await SandboxFolder.FindAsync(Folder.Of(call), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> again = await FailedBuilds.RerunAsync(file, cancellationToken).ConfigureAwait(false);
        return call.Show(again, screen =>
        {
            foreach (string build in again)
            {
                screen.Line(new Piece("✓ ", Tone.Good), $"{build} runs again");
            }

            if (again.Count == 0)
            {
                screen.Line("No image build has failed.");
            }
        });
    }
}
