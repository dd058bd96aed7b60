using ServiceGuru.Host.Console;
using ServiceGuru.Host.Sandboxes;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru sandbox stop</c>.</summary>
internal sealed class SandboxStopCommand(VerbRunner runner, SandboxDirectory directory)
    : SandboxVerb("stop", "Ends a sandbox; its files stay.", runner, directory)
{
    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        SandboxFile file = await SandboxFolder.FindAsync(Folder.Of(call), cancellationToken).ConfigureAwait(false);
        await SandboxFolder.EndAsync(file, call.Parts.Time, cancellationToken).ConfigureAwait(false);
        return call.Show(file, screen => screen.Line(new Piece("✓ ", Tone.Good), $"The sandbox in {file.Directory} has ended."));
    }
}
