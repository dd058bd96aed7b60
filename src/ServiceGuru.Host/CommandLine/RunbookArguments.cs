using System.CommandLine;
using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Host.CommandLine;

/// <summary>A runbook and its parameters on the command line.</summary>
internal sealed class RunbookArguments
{
    private readonly Argument<string> _runbook = new("RUNBOOK") { Description = "A file, or the name of one that ships, e.g. weekly-production." };

    private readonly Option<Dictionary<string, string>> _parameters = KeyValues.Option("--param", "A parameter of the runbook; may be repeated.");

    public void AddTo(Command command)
    {
        command.Arguments.Add(_runbook);
        command.Options.Add(_parameters);
    }

    public string Name(VerbCall call) => call.Parse.GetRequiredValue(_runbook);

    public RunOptions Options(VerbCall call) => new()
    {
        Parameters = call.Parse.GetValue(_parameters) ?? [],
        By = call.Parts.User,
        WorkingDirectory = call.Parts.CurrentDirectory,
    };
}
