using System.CommandLine;
using ServiceGuru.Host.Gates;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru resume RUN</c>.</summary>
internal sealed class ResumeCommand : VerbCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "The run's id, see 'guru runs'." };
    private readonly Option<bool> _yes;
    private readonly Option<bool> _destructive;

    public ResumeCommand(VerbRunner runner)
        : base("resume", "Goes on with a run that was interrupted, stopped or has failed; what is done is not done again.", runner)
    {
        ChangeOptions change = new();
        _yes = change.Yes;
        _destructive = change.AllowDestructive;
        Arguments.Add(_run);
        Options.Add(_yes);
        Options.Add(_destructive);
        Options.Add(QueueOption.Create());
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string id = call.Parse.GetRequiredValue(_run);
        RunState before = await RecordedRun.ReadAsync(call.Ledger, id, cancellationToken).ConfigureAwait(false);

        // A run belongs to the service that it was started for, whatever service is the default here and now.
        ServiceSession session = await call.OpenAsync(call.Service ?? before.Created.ServicePath, cancellationToken).ConfigureAwait(false);
        bool single = before.Created.RunbookPath is null;
        Consent consent = new(call.Parse.GetValue(_yes), call.Parse.GetValue(_destructive), ReviewsChanges: single);
        RunOutcome outcome = await new RunFace(call, consent, call.NamedState).CarryOutAsync(
            (gatekeeper, observer) => session.ResumeAsync(id, call.Parts.User, gatekeeper, observer, cancellationToken), cancellationToken).ConfigureAwait(false);
        return outcome.ExitCode;
    }
}
