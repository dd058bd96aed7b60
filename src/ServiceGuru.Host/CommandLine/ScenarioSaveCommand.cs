using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Scenarios;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru scenario save RUNBOOK NAME --param NAME=VALUE</c>.</summary>
internal sealed class ScenarioSaveCommand : VerbCommand
{
    private readonly ScenarioArguments _scenario = new();
    private readonly Option<Dictionary<string, string>> _parameters = KeyValues.Option("--param", "A parameter of the runbook; may be repeated.");
    private readonly Option<string?> _description = new("--description") { Description = "When it is meant to be used.", HelpName = "TEXT" };
    private readonly Option<bool> _replace = new("--replace") { Description = "Replaces a scenario of yours that has the same name." };

    public ScenarioSaveCommand(VerbRunner runner)
        : base("save", "Saves a set of parameters under a name.", runner)
    {
        _scenario.AddTo(this, named: true);
        Options.Add(_parameters);
        Options.Add(_description);
        Options.Add(_replace);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        (Runbook runbook, ScenarioBook book) = await _scenario.OpenAsync(call, cancellationToken).ConfigureAwait(false);
        string name = _scenario.Name(call);
        RunbookScenario scenario = new() { Description = call.Parse.GetValue(_description), Parameters = call.Parse.GetValue(_parameters) ?? [] };
        string path = await book.SaveAsync(runbook, name, scenario, call.Parse.GetValue(_replace), cancellationToken).ConfigureAwait(false);
        return call.Show(
            new { name, description = scenario.Description, parameters = scenario.Parameters, path },
            screen => screen.Line(new Piece("✓ ", Tone.Good), $"scenario {name} of {runbook.Name}: {path}"));
    }
}
