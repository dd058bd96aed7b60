using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Gates;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru undo RUN</c>.</summary>
internal sealed class UndoCommand : VerbCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "The run's id, see 'guru runs'." };
    private readonly Option<string[]> _steps = Names.Option("--step", "A step whose changes are undone; may be repeated. Default: all.", "STEP");
    private readonly Option<bool> _plan = new("--plan", "--what-if") { Description = "Shows what would be undone, and changes nothing." };
    private readonly Option<bool> _yes;
    private readonly Option<bool> _destructive;

    public UndoCommand(VerbRunner runner)
        : base("undo", "Takes back what a run has changed, last change first, after showing it; recorded in the run, and resumable.", runner)
    {
        ChangeOptions change = new();
        _yes = change.Yes;
        _destructive = change.AllowDestructive;
        Arguments.Add(_run);
        Options.Add(_steps);
        Options.Add(_plan);
        Options.Add(_yes);
        Options.Add(_destructive);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string id = call.Parse.GetRequiredValue(_run);
        IReadOnlyList<string>? steps = Names.Given(call.Parse.GetValue(_steps));
        RunState before = await RecordedRun.ReadAsync(call.Ledger, id, cancellationToken).ConfigureAwait(false);

        // A run belongs to the service that it was started for, whatever service is the default here and now.
        ServiceSession session = await call.OpenAsync(call.Service ?? before.Created.ServicePath, cancellationToken).ConfigureAwait(false);
        if (call.Parse.GetValue(_plan))
        {
            UndoPlan plan = await session.PlanUndoAsync(id, steps, cancellationToken).ConfigureAwait(false);
            return call.Mode == OutputMode.Json ? Write(call, plan) : Show(call, plan);
        }

        Consent consent = new(call.Parse.GetValue(_yes), call.Parse.GetValue(_destructive), ReviewsChanges: true);
        if (!consent.Yes && call is not { Mode: OutputMode.Terminal, Parts.InputIsTerminal: true })
        {
            return call.Fail(new Failure
            {
                Id = "NotConfirmed",
                Kind = FailureKind.Usage,
                Message = $"Nobody is here to agree to the undo of run {id}.",
                Target = id,
                NextAction = "Look at it with --plan, then repeat with --yes. Nothing was changed.",
            });
        }

        RunOutcome outcome = await new RunFace(call, consent, call.NamedState).CarryOutAsync(
            (gatekeeper, observer) => session.UndoAsync(id, steps, call.Parts.User, gatekeeper, observer, cancellationToken), cancellationToken).ConfigureAwait(false);
        return outcome.ExitCode;
    }

    private static int ExitCode(UndoPlan plan) => plan.InDoubt.Count > 0 ? ExitCodes.UnknownOutcome : ExitCodes.Done;

    private static int Write(VerbCall call, UndoPlan plan)
    {
        call.WriteJson(new Answer { ExitCode = ExitCode(plan), Result = plan });
        return ExitCode(plan);
    }

    private static int Show(VerbCall call, UndoPlan plan)
    {
        UndoPlanView.Show(call.Screen, plan);
        return ExitCode(plan);
    }
}
