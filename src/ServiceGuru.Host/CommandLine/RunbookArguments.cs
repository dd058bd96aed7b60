using System.CommandLine;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary>A runbook and its parameters on the command line.</summary>
internal sealed class RunbookArguments
{
    private readonly Argument<string> _runbook = new("RUNBOOK") { Description = "A file, or the name of one that ships, e.g. weekly-production." };

    private readonly Option<Dictionary<string, string>> _parameters = KeyValues.Option("--param", "A parameter of the runbook; may be repeated.");

    private readonly Option<string?> _scenario = new("--scenario")
    {
        Description = "A named set of parameters, see 'guru scenario list RUNBOOK', or a file of one; --param goes before it.",
        HelpName = "NAME|FILE",
    };

    private readonly Option<string?> _plan = new("--plan")
    {
        Description = "The plan that the run must not drift from: a file of 'guru plan --out', or the hash that 'guru plan' prints.",
        HelpName = "FILE|HASH",
    };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_runbook);
        command.Options.Add(_parameters);
        command.Options.Add(_scenario);
    }

    public void AddPlanTo(Command command) => command.Options.Add(_plan);

    public Task<Runbook> ReadAsync(VerbCall call, CancellationToken cancellationToken) =>
        new SessionFactory(call.Settings).ReadRunbookAsync(call.Parse.GetRequiredValue(_runbook), cancellationToken);

    public async Task<RunOptions> OptionsAsync(VerbCall call, Runbook runbook, CancellationToken cancellationToken) => new()
    {
        Parameters = call.Parse.GetValue(_parameters) ?? [],
        Scenario = call.Parse.GetValue(_scenario) is { } scenario
            ? await new SessionFactory(call.Settings).Scenarios.FindAsync(runbook, scenario, call.Parts.CurrentDirectory, cancellationToken).ConfigureAwait(false)
            : null,
        Plan = call.Parse.GetResult(_plan) is not null && call.Parse.GetValue(_plan) is { } plan
            ? await PlanFile.FindAsync(plan, call.Parts.CurrentDirectory, cancellationToken).ConfigureAwait(false)
            : null,
        By = call.Parts.User,
        WorkingDirectory = call.Parts.CurrentDirectory,
    };
}
