using ServiceGuru.Host.Console;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Scenarios;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru scenario list RUNBOOK</c>.</summary>
internal sealed class ScenarioListCommand : VerbCommand
{
    private readonly ScenarioArguments _scenario = new();

    public ScenarioListCommand(VerbRunner runner)
        : base("list", "Lists the scenarios of a runbook: its own, and yours.", runner) => _scenario.AddTo(this, named: false);

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        (Runbook runbook, ScenarioBook book) = await _scenario.OpenAsync(call, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ScenarioEntry> entries = await book.ListAsync(runbook, cancellationToken).ConfigureAwait(false);
        return call.Show(entries.Select(ScenarioView.Document), screen => ScenarioView.Show(screen, runbook, entries));
    }
}
