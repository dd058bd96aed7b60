using System.CommandLine;
using ServiceGuru.Host.Gates;
using ServiceGuru.Host.Telemetry;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru run RUNBOOK</c>.</summary>
internal sealed class RunCommand : VerbCommand
{
    private readonly RunbookArguments _runbook = new();
    private readonly ChangeOptions _change = new();
    private readonly OnFailureOption _onFailure = new();
    private readonly Option<bool> _guided = new("--guided") { Description = "Explains each step as it runs, for somebody who does this for the first time." };

    private readonly Option<string?> _metrics = MetricsOption.Create();

    public RunCommand(VerbRunner runner)
        : base("run", "Carries a runbook out: recorded step by step, and resumable at any instant.", runner)
    {
        _runbook.AddTo(this);
        _runbook.AddPlanTo(this);
        _change.AddTo(this);
        _onFailure.AddTo(this);
        Options.Add(_guided);
        Options.Add(_metrics);
        Options.Add(QueueOption.Create());
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        // The runbook comes first: its mistakes are told whether or not a service is at hand.
        Runbook runbook = await _runbook.ReadAsync(call, cancellationToken).ConfigureAwait(false);
        RunOptions options = (await _runbook.OptionsAsync(call, runbook, cancellationToken).ConfigureAwait(false)) with
        {
            OnFailure = _onFailure.Of(call, call.Parse.GetValue(_change.Yes)),
            DuringFreeze = call.Parse.GetValue(_change.DuringFreeze),
        };
        ServiceSession session = await call.OpenAsync(call.Service, cancellationToken).ConfigureAwait(false);
        if (call.Parse.GetValue(_change.WhatIf))
        {
            return await PlanCommand.PlanAsync(call, session, runbook, options, null, cancellationToken).ConfigureAwait(false);
        }

        await using MetricsEndpoint? metrics = await MetricsOption.StartAsync(call, _metrics, cancellationToken).ConfigureAwait(false);
        Consent consent = new(call.Parse.GetValue(_change.Yes), call.Parse.GetValue(_change.AllowDestructive), ReviewsChanges: false);
        RunOutcome outcome = await new RunFace(call, consent, call.NamedState, call.Parse.GetValue(_guided) ? runbook : null).CarryOutAsync(
            (gatekeeper, observer) => session.RunAsync(runbook, options, gatekeeper, observer, cancellationToken), cancellationToken).ConfigureAwait(false);
        return outcome.ExitCode;
    }
}
