using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceGuru.Approvals;
using ServiceGuru.Host.Console;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.CommandLine;

/// <summary>What <c>guru approve</c> and <c>guru deny</c> have in common: an answer to a gate, and what became of it.</summary>
internal abstract class AnswerCommand : VerbCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "The run's id, see 'guru gates'." };
    private readonly Argument<string> _gate = new("GATE") { Description = "The step that waits, e.g. go." };
    private readonly Option<string?> _comment = new("--comment") { Description = "A word with it; the ledger keeps it.", HelpName = "TEXT" };
    private readonly Option<int?> _opening = new("--opening") { Description = "Answers this opening of the gate; needed for one that is still to come. By default the open one.", HelpName = "N" };

    protected AnswerCommand(string name, string description, VerbRunner runner)
        : base(name, description, runner)
    {
        Arguments.Add(_run);
        Arguments.Add(_gate);
        Options.Add(_comment);
        Options.Add(_opening);
    }

    /// <summary>Gives the answer: yes or no, and the values with it.</summary>
    protected abstract (bool Yes, JsonObject? Values) Answer(VerbCall call);

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        (bool yes, JsonObject? values) = Answer(call);
        GateReceipt receipt = await new GateDesk(call.Ledger, call.Parts.Time).AnswerAsync(
            new GateReply
            {
                RunId = call.Parse.GetRequiredValue(_run),
                Step = call.Parse.GetRequiredValue(_gate),
                By = call.Parts.User,
                Yes = yes,
                Comment = call.Parse.GetValue(_comment),
                Values = values,
                Via = "command",
                Opening = call.Parse.GetValue(_opening),
            },
            cancellationToken).ConfigureAwait(false);
        return call.Show(receipt, screen => Show(call, screen, receipt), receipt.Recorded?.Refused is { } reason ? Refused(receipt, reason) : null);
    }

    private void Show(VerbCall call, IScreen screen, GateReceipt receipt)
    {
        // What does not count is told as the failure that it is, and not as an answer before.
        if (receipt.Recorded?.Refused is not null)
        {
            return;
        }

        string run = call.Parse.GetRequiredValue(_run);
        bool yes = receipt.Answer.Yes;
        screen.Line(new Piece(yes ? "✓ " : "✗ ", yes ? Tone.Good : Tone.Bad), $"{receipt.Answer.By} says {(yes ? "yes" : "no")} at '{receipt.Answer.Step}' of run {run}.");
        if (!receipt.Held)
        {
            screen.Line(
                $"No process works on the run now; the answer counts when it goes on{(receipt.Until is { } until ? $", and only before {until:u}" : string.Empty)}: ",
                call.Parts.Self.Line(["resume", run, .. call.Whereabouts(call.NamedState)]));
        }
        else if (receipt.Recorded is null)
        {
            screen.Line("The run has not taken it yet; 'guru show ", run, "' tells whether it counts.");
        }
    }

    private static Failure Refused(GateReceipt receipt, string reason) => new()
    {
        Id = "AnswerRefused",
        Message = $"The answer does not count. {reason}",
        Target = receipt.Answer.Step,
        NextAction = "'guru gates' lists who may answer.",
    };
}
