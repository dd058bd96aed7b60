using System.CommandLine;
using ServiceGuru.Connectors.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary>The options that every verb has.</summary>
internal sealed class GlobalOptions
{
    public const string Json = "json";

    public Option<string?> Service { get; } = new("--service")
    {
        Description = "The service: a file, or the name of one that ships. Default: $SERVICEGURU_SERVICE, then ./service.yaml.",
        HelpName = "FILE|NAME",
        Recursive = true,
    };

    public Option<string> Output { get; } = new Option<string>("--output")
    {
        Description = "text for people, json for programs: then one JSON document is all that stdout gets.",
        HelpName = "text|json",
        Recursive = true,
        DefaultValueFactory = _ => "text",
    }.AcceptOnlyFromAmong("text", Json);

    public Option<string?> State { get; } = new("--state")
    {
        Description = "The folder of the journal and caches. Default: $SERVICEGURU_STATE, then the user's state folder.",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<string?> Ledger { get; } = new("--ledger")
    {
        Description = "Where runs are recorded: postgres://USER@HOST/DATABASE, or journal. Default: $SERVICEGURU_LEDGER, then the journal in the state folder.",
        HelpName = "URL|journal",
        Recursive = true,
    };

    public Option<bool> NoColor { get; } = new("--no-color")
    {
        Description = "No colors. $NO_COLOR does the same.",
        Recursive = true,
    };

    /// <param name="root">The command under which all verbs are.</param>
    /// <param name="currentDirectory">Where relative paths start, absolute.</param>
    public void AddTo(Command root, string currentDirectory)
    {
        State.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                // Most often a variable that is not set; the current folder is not what was meant.
                result.AddError("--state: it names no folder, the text is empty.");
            }
            else if (result.Tokens is [{ Value: var text }] && File.Exists(Path.GetFullPath(text, currentDirectory)))
            {
                result.AddError($"--state: {text} is a file, and must be a folder.");
            }
        });
        Ledger.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && LedgerChoice.Mistake(text) is { } mistake)
            {
                result.AddError($"--ledger: {mistake}");
            }
        });
        root.Options.Add(Service);
        root.Options.Add(Output);
        root.Options.Add(State);
        root.Options.Add(Ledger);
        root.Options.Add(NoColor);
    }
}
