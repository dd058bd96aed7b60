using System.CommandLine;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Which commits' notes are meant, on the command line.</summary>
internal sealed class NoteOptions
{
    private readonly Option<string[]> _repositories = Names.Option("--repository", "A repository; may be repeated. Default: all with release notes.");

    public Option<DateOnly?> Since { get; } = new("--since") { Description = "The first day (UTC). Default: six days before the last.", HelpName = "YYYY-MM-DD" };

    public Option<DateOnly?> Till { get; } = new("--till") { Description = "The last day (UTC). Default: today.", HelpName = "YYYY-MM-DD" };

    public Option<Dictionary<string, string>> From { get; } = KeyValues.Option("--from", "The commit of a repository before the first, instead of days; may be repeated.");

    public Option<Dictionary<string, string>> To { get; } = KeyValues.Option("--to", "The last commit of a repository; may be repeated. Default: the head of the source branch.");

    public void AddTo(Command command)
    {
        command.Options.Add(Since);
        command.Options.Add(Till);
        command.Options.Add(From);
        command.Options.Add(To);
        command.Options.Add(_repositories);
    }

    public IReadOnlyList<string>? Repositories(VerbCall call) => Names.Given(call.Parse.GetValue(_repositories));
}
