using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru decide RUN STEP retry|skip|undo|abort</c>.</summary>
internal sealed class DecideCommand : VerbCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "The run's id, see 'guru runs'." };
    private readonly Argument<string> _step = new("STEP") { Description = "The step that has failed and waits for a decision." };

    private readonly Argument<string> _choice = new Argument<string>("CHOICE")
    {
        Description = "retry: try the step again; skip: leave it and go on (needs a reason); undo: give the run up and undo all of it; abort: let the run fail.",
        HelpName = "retry|skip|undo|abort",
    }.AcceptOnlyFromAmong("retry", "skip", "undo", "abort");

    private readonly Option<string?> _reason = new("--reason") { Description = "Why; the record keeps it.", HelpName = "TEXT" };

    public DecideCommand(VerbRunner runner)
        : base("decide", "Decides about a failed step of a run that another process works on, in your name.", runner)
    {
        Arguments.Add(_run);
        Arguments.Add(_step);
        Arguments.Add(_choice);
        Options.Add(_reason);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string id = call.Parse.GetRequiredValue(_run);
        FailureChoice choice = Enum.Parse<FailureChoice>(call.Parse.GetRequiredValue(_choice), ignoreCase: true);
        FailureDecision decision = new(call.Parse.GetRequiredValue(_step), call.Parts.User, choice, call.Parse.GetValue(_reason));
        await new RunControl(call.Ledger).DecideAsync(id, decision, cancellationToken).ConfigureAwait(false);
        return call.Show(decision, screen => screen.Line(
            new Piece("✓ ", Tone.Good), $"{decision.By} decides about '{decision.Step}' of run {id}: {choice.ToString().ToLowerInvariant()}."));
    }
}
