using System.CommandLine;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Scenarios;

namespace ServiceGuru.Host.CommandLine;

/// <summary>A runbook whose scenarios are meant, and the name of one.</summary>
internal sealed class ScenarioArguments
{
    private readonly Argument<string> _runbook = new("RUNBOOK") { Description = "A file, or the name of a runbook that ships, e.g. weekly-production." };
    private readonly Argument<string> _name = new("NAME") { Description = "The scenario's name." };

    public void AddTo(Command command, bool named)
    {
        command.Arguments.Add(_runbook);
        if (named)
        {
            command.Arguments.Add(_name);
        }
    }

    public string Name(VerbCall call) => call.Parse.GetRequiredValue(_name);

    public async Task<(Runbook Runbook, ScenarioBook Book)> OpenAsync(VerbCall call, CancellationToken cancellationToken)
    {
        SessionFactory factory = new(call.Settings);
        return (await factory.ReadRunbookAsync(call.Parse.GetRequiredValue(_runbook), cancellationToken).ConfigureAwait(false), factory.Scenarios);
    }
}
