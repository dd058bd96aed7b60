using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru pause|continue|stop|cancel RUN</c>: asks something of a run that another process works on.</summary>
internal sealed class SteerCommand : VerbCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "The run's id, see 'guru runs'." };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why; the record keeps it.", HelpName = "TEXT" };
    private readonly string _done;
    private readonly Func<RunControl, string, string, string?, CancellationToken, Task<RunState>> _ask;

    public SteerCommand(
        string name, string description, string done, bool reason, Func<RunControl, string, string, string?, CancellationToken, Task<RunState>> ask, VerbRunner runner)
        : base(name, description, runner)
    {
        _done = done;
        _ask = ask;
        Arguments.Add(_run);
        if (reason)
        {
            Options.Add(_reason);
        }
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string id = call.Parse.GetRequiredValue(_run);
        string? reason = Options.Contains(_reason) ? call.Parse.GetValue(_reason) : null;
        await _ask(new RunControl(call.Ledger), id, call.Parts.User, reason, cancellationToken).ConfigureAwait(false);
        return call.Show(new { runId = id, asked = Name, by = call.Parts.User, reason }, screen =>
        {
            screen.Line(new Piece("✓ ", Tone.Good), $"Run {id} {_done}, by {call.Parts.User}.");
            screen.Line(new Piece("watch it with:  ", Tone.Dim), call.Parts.Self.Line(["show", id, .. call.Whereabouts(call.NamedState)]));
        });
    }
}
