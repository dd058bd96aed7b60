using ServiceGuru.Host.Console;
using ServiceGuru.Host.Sandboxes;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru sandbox stop</c>.</summary>
internal sealed class SandboxStopCommand : SandboxVerb
{
    private readonly SandboxCheck _check = new();

    public SandboxStopCommand(VerbRunner runner, SandboxDirectory directory)
        : base("stop", "Ends a sandbox; its files stay.", runner, directory) => Options.Add(_check.Option);

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        SandboxFile file = await SandboxFolder.FindAsync(Folder.Of(call), cancellationToken).ConfigureAwait(false);
        if (_check.IsAsked(call))
        {
            return SandboxCheck.Pass(call);
        }

        await SandboxFolder.EndAsync(file, call.Parts.Time, cancellationToken).ConfigureAwait(false);
        return call.Show(file, screen => screen.Line(new Piece("✓ ", Tone.Good), $"The sandbox in {file.Directory} has ended."));
    }
}
