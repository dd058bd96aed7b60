using ServiceGuru.Host.Console;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Scenarios;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru scenario show RUNBOOK NAME</c>.</summary>
internal sealed class ScenarioShowCommand : VerbCommand
{
    private readonly ScenarioArguments _scenario = new();

    public ScenarioShowCommand(VerbRunner runner)
        : base("show", "Shows every parameter that a run of a scenario would have, and where its value comes from.", runner) => _scenario.AddTo(this, named: true);

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        (Runbook runbook, ScenarioBook book) = await _scenario.OpenAsync(call, cancellationToken).ConfigureAwait(false);
        RunbookScenario scenario = await book.FindAsync(runbook, _scenario.Name(call), call.Parts.CurrentDirectory, cancellationToken).ConfigureAwait(false);
        return call.Show(scenario, screen => ScenarioView.Show(screen, runbook, scenario));
    }
}
