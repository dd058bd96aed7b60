using ServiceGuru.Host.Console;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Scenarios;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru scenario remove RUNBOOK NAME</c>.</summary>
internal sealed class ScenarioRemoveCommand : VerbCommand
{
    private readonly ScenarioArguments _scenario = new();

    public ScenarioRemoveCommand(VerbRunner runner)
        : base("remove", "Removes a scenario of yours.", runner) => _scenario.AddTo(this, named: true);

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        (Runbook runbook, ScenarioBook book) = await _scenario.OpenAsync(call, cancellationToken).ConfigureAwait(false);
        string name = _scenario.Name(call);
        book.Remove(runbook, name);
        return call.Show(new { removed = name }, screen => screen.Line(new Piece("✓ ", Tone.Good), $"scenario {name} of {runbook.Name} is removed."));
    }
}
