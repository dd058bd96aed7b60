using System.CommandLine;
using ServiceGuru.Host.Gates;
using ServiceGuru.Host.Telemetry;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru resume RUN</c>.</summary>
internal sealed class ResumeCommand : VerbCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "The run's id, see 'guru runs'." };
    private readonly Option<string?> _from = new("--from") { Description = "Goes on from this step: it and all that need it are done again, also of a run that had succeeded.", HelpName = "STEP" };
    private readonly Option<bool> _migrate = new("--migrate") { Description = "Follows the present text of the runbook's file from here on." };
    private readonly OnFailureOption _onFailure = new();
    private readonly Option<bool> _yes;
    private readonly Option<bool> _destructive;
    private readonly Option<string?> _duringFreeze;
    private readonly Option<string?> _metrics = MetricsOption.Create();

    public ResumeCommand(VerbRunner runner)
        : base("resume", "Goes on with a run that was interrupted, stopped or has failed; what is done is not done again.", runner)
    {
        ChangeOptions change = new();
        _yes = change.Yes;
        _destructive = change.AllowDestructive;
        _duringFreeze = change.DuringFreeze;
        Arguments.Add(_run);
        Options.Add(_from);
        Options.Add(_migrate);
        _onFailure.AddTo(this);
        Options.Add(_yes);
        Options.Add(_destructive);
        Options.Add(_duringFreeze);
        Options.Add(_metrics);
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
        await using MetricsEndpoint? metrics = await MetricsOption.StartAsync(call, _metrics, cancellationToken).ConfigureAwait(false);
        ResumeOptions options = new()
        {
            By = call.Parts.User,
            From = call.Parse.GetValue(_from),
            Migrate = call.Parse.GetValue(_migrate),
            DuringFreeze = call.Parse.GetValue(_duringFreeze),
            OnFailure = single ? null : _onFailure.Of(call, consent.Yes),
        };
        RunOutcome outcome = await new RunFace(call, consent, call.NamedState).CarryOutAsync(
            (gatekeeper, observer) => session.ResumeAsync(id, options, gatekeeper, observer, cancellationToken), cancellationToken).ConfigureAwait(false);
        return outcome.ExitCode;
    }
}
