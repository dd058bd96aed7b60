using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Sandboxes;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru sandbox fault NAME</c>.</summary>
internal sealed class SandboxFaultCommand : SandboxVerb
{
    private readonly Argument<string> _name = new("NAME") { Description = "The fault, see 'guru sandbox faults'.", HelpName = "NAME" };
    private readonly Option<bool> _clear = new("--clear") { Description = "Repairs it." };
    private readonly SandboxCheck _check = new();

    public SandboxFaultCommand(VerbRunner runner, SandboxDirectory directory)
        : base("fault", "Makes something go wrong in a sandbox that runs, or repairs it.", runner, directory)
    {
        Arguments.Add(_name);
        Options.Add(_clear);
        Options.Add(_check.Option);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string name = call.Parse.GetRequiredValue(_name);
        bool active = !call.Parse.GetValue(_clear);
        FaultNames.Require([name]);
        if (_check.IsAsked(call))
        {
            await SandboxFolder.FindAsync(Folder.Of(call), cancellationToken).ConfigureAwait(false);
            return SandboxCheck.Pass(call);
        }

        JsonNode answer = await AskAsync(call, control => control.SetFaultAsync(name, active, cancellationToken), cancellationToken).ConfigureAwait(false);
        return call.Show(answer, screen => screen.Line(active ? new Piece("! ", Tone.Bad) : new Piece("✓ ", Tone.Good), active ? $"{name} is active" : $"{name} is repaired"));
    }
}
