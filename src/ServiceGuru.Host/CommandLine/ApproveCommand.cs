using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru approve RUN GATE</c>.</summary>
internal sealed class ApproveCommand : VerbCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "The run's id, see 'guru runs'." };
    private readonly Argument<string> _gate = new("GATE") { Description = "The step that waits, e.g. go." };
    private readonly Option<bool> _no = new("--no") { Description = "Says no instead of yes." };
    private readonly Option<string?> _comment = new("--comment") { Description = "A word with it; the ledger keeps it.", HelpName = "TEXT" };

    public ApproveCommand(VerbRunner runner)
        : base("approve", "Answers a gate of a run that another process works on, in your name.", runner)
    {
        Arguments.Add(_run);
        Arguments.Add(_gate);
        Options.Add(_no);
        Options.Add(_comment);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string id = call.Parse.GetRequiredValue(_run);
        string gate = call.Parse.GetRequiredValue(_gate);
        IRunLedger ledger = call.Ledger;
        RunState run = await RecordedRun.ReadAsync(ledger, id, cancellationToken).ConfigureAwait(false);
        if (Refusal(run, gate) is { } refusal)
        {
            return call.Fail(refusal);
        }

        GateAnswer answer = new(gate, call.Parts.User, !call.Parse.GetValue(_no), call.Parse.GetValue(_comment));
        await ledger.PostAsync(id, answer, cancellationToken).ConfigureAwait(false);
        bool held = await ledger.IsHeldAsync(id, cancellationToken).ConfigureAwait(false);
        return call.Show(answer, screen =>
        {
            screen.Line(new Piece(answer.Yes ? "✓ " : "✗ ", answer.Yes ? Tone.Good : Tone.Bad), $"{answer.By} says {(answer.Yes ? "yes" : "no")} at '{gate}' of run {id}.");
            if (!held)
            {
                screen.Line("No process works on the run now; the answer counts when it goes on: ", call.Parts.Self.Line(["resume", id, .. call.Whereabouts(call.NamedState)]));
            }
        });
    }

    private static Failure? Refusal(RunState run, string gate)
    {
        StepState? step = run.Steps.Find(candidate => candidate.Step.Id == gate);
        List<string> gates = [.. run.Steps.Where(candidate => candidate.Step.Uses == ApprovalGate.OperationId).Select(candidate => candidate.Step.Id)];
        if (step is null || step.Step.Uses != ApprovalGate.OperationId)
        {
            return new Failure
            {
                Id = "GateNotFound",
                Kind = FailureKind.Usage,
                Message = $"Run {run.Id} has no gate '{gate}'.",
                Target = run.Id,
                NextAction = gates.Count == 0 ? "It has no gates at all." : $"Its gates: {string.Join(", ", gates)}.",
            };
        }

        return step.Status == StepStatus.Succeeded || run.Status == RunStatus.Succeeded
            ? new Failure
            {
                Id = "GateClosed",
                Kind = FailureKind.Usage,
                Message = $"The gate '{gate}' of run {run.Id} was answered with yes before; nothing waits for an answer.",
                Target = gate,
                NextAction = $"Look at it with 'guru show {run.Id}'.",
            }
            : null;
    }
}
