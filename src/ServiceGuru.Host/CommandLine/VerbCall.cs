using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Host.Console;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;
using Spectre.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary>One call of a verb: what was given, and how to answer.</summary>
internal sealed partial class VerbCall
{
    private readonly GlobalOptions _options;
    private IRunLedger? _ledger;

    public VerbCall(ParseResult parse, HostParts parts, GlobalOptions options)
    {
        Parse = parse;
        Parts = parts;
        _options = options;
        bool json = parse.GetValue(options.Output) == GlobalOptions.Json;
        Mode = json ? OutputMode.Json : parts.OutputIsTerminal ? OutputMode.Terminal : OutputMode.Plain;
        if (parse.GetValue(options.NoColor) || parts.Environment("NO_COLOR") is { Length: > 0 })
        {
            parts.Console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }

        Notes = Mode == OutputMode.Terminal ? new TerminalScreen(parts.Console) : new PlainScreen(parts.Error);
        Screen = Mode == OutputMode.Terminal ? Notes : new PlainScreen(Mode == OutputMode.Json ? parts.Error : parts.Out);
    }

    public ParseResult Parse { get; }

    public HostParts Parts { get; }

    public OutputMode Mode { get; }

    /// <summary>Where results are told to people.</summary>
    public IScreen Screen { get; }

    /// <summary>Where is told what is no result: errors, questions, waiting.</summary>
    public IScreen Notes { get; }

    /// <summary>The service that was named, if any.</summary>
    public string? Service => Parse.GetValue(_options.Service);

    /// <summary>The state folder that was named, absolute, if any.</summary>
    public string? NamedState => Parse.GetValue(_options.State) is { } given ? Path.GetFullPath(given, Parts.CurrentDirectory) : null;

    /// <summary>The state folder, absolute.</summary>
    public string State => NamedState ?? StateDirectory.Find(Parts.Environment);

    /// <summary>What must be said to find a run again: the ledger and the state folder, as far as they were named.</summary>
    /// <param name="state">The state folder that must be named, or null.</param>
    public IEnumerable<string> Whereabouts(string? state)
    {
        // A run in a journal of its own is found there also where the variable names another ledger.
        bool own = state is not null && state != NamedState;
        string? ledger = !own ? NamedLedger : NamedLedger is not null || Parts.Environment(LedgerChoice.Variable) is { Length: > 0 } ? LedgerChoice.Journal : null;
        return [.. ledger is null ? Array.Empty<string>() : ["--ledger", ledger], .. state is null ? Array.Empty<string>() : ["--state", state]];
    }

    public SessionSettings Settings => SettingsFor(State) with { Ledger = NamedLedger, Queue = NamedQueue };

    /// <summary>The ledger that was named, if any.</summary>
    public string? NamedLedger => Parse.GetValue(_options.Ledger);

    /// <summary>The queue that was named, if any; only verbs that have targets worked on have the option.</summary>
    public string? NamedQueue => Parse.GetResult(QueueOption.Name) is System.CommandLine.Parsing.OptionResult result ? result.GetValueOrDefault<string?>() : null;

    public IRunLedger Ledger => _ledger ??= LedgerFor(Settings);

    /// <summary>Settings for a state folder and the journal in it.</summary>
    public SessionSettings SettingsFor(string state) => new()
    {
        ShippedDirectory = Parts.ShippedDirectory,
        CurrentDirectory = Parts.CurrentDirectory,
        StateDirectory = state,
        Ledger = LedgerChoice.Journal,
        Queue = QueueChoice.None,
        Environment = Parts.Environment,
        Time = Parts.Time,
    };

    /// <summary>Opens a session on a service: a path, a shipped name, or null for the default.</summary>
    public Task<ServiceSession> OpenAsync(string? service, CancellationToken cancellationToken) => OpenAsync(Settings, service, cancellationToken);

    public Task<ServiceSession> OpenAsync(SessionSettings settings, string? service, CancellationToken cancellationToken) =>
        new SessionFactory(settings) { Ledger = settings == Settings ? Ledger : LedgerFor(settings) }.OpenAsync(service, cancellationToken);

    /// <summary>Answers: one JSON document, or what the view shows.</summary>
    public int Show(object result, Action<IScreen> view, Failure? failure = null)
    {
        failure = failure is null ? null : Located(failure);
        int exitCode = failure is null ? ExitCodes.Done : ExitCodes.Of(failure.Kind);
        if (Mode == OutputMode.Json)
        {
            WriteJson(new Answer { ExitCode = exitCode, Result = result, Failure = failure });
            return exitCode;
        }

        view(Screen);
        if (failure is not null)
        {
            FailureView.Show(Screen, failure);
        }

        return exitCode;
    }

    /// <summary>Answers that it could not be done.</summary>
    public int Fail(Failure failure)
    {
        failure = Located(failure);
        int exitCode = ExitCodes.Of(failure.Kind);
        Tell(() => FailureView.Show(Notes, failure));
        Tell(() => WriteJson(new Answer { ExitCode = exitCode, Failure = failure }));
        return exitCode;
    }

    /// <summary>Says something where that can still be said: an output that is gone must neither end a run nor hide its exit code.</summary>
    public static void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception error) when (error is IOException or GuruException { Failure.Id: "OutputUnwritable" })
        {
            return;
        }
    }

    /// <summary>Writes the document where a program reads the output.</summary>
    /// <exception cref="GuruException">It can't be written (<c>OutputUnwritable</c>).</exception>
    public void WriteJson(object document)
    {
        if (Mode != OutputMode.Json)
        {
            return;
        }

        try
        {
            Parts.Out.WriteLine(JsonSerializer.Serialize(document, document.GetType(), LedgerJson.Indented));
        }
        catch (IOException error)
        {
            throw new GuruException(Unwritable(error), error);
        }
    }

    /// <summary>Describes an output that takes nothing any more.</summary>
    public static Failure Unwritable(IOException error) => new()
    {
        Id = "OutputUnwritable",
        Kind = FailureKind.Unreachable,
        Message = "The answer can't be written to the output.",
        Target = "standard output",
        Cause = error.Message,
        NextAction = "What was asked for is done. See that the output has room; 'guru runs' lists what was recorded.",
    };

    // A command that somebody is told to type must find the run where this one was told that it is.
    private Failure Located(Failure failure)
    {
        string[] whereabouts = [.. Whereabouts(NamedState)];
        return whereabouts.Length == 0 ? failure : failure with
        {
            NextAction = failure.NextAction is { } next ? AdvisedCommand().Replace(next, match => $"'{match.Groups[1].Value}{string.Concat(whereabouts.Select(word => $" {Word(word)}"))}'") : null,
            Details = [.. failure.Details.Select(Located)],
        };
    }

    private static string Word(string word) => word.All(character => char.IsAsciiLetterOrDigit(character) || "-_./:=@%+,\\".Contains(character, StringComparison.Ordinal)) ? word : $"\"{word}\"";

    [GeneratedRegex("'(guru (?![^']* --(?:state|ledger|directory) )[^']+)'")]
    private static partial Regex AdvisedCommand();

    private IRunLedger LedgerFor(SessionSettings settings) => Parts.DecorateLedger(LedgerChoice.Open(settings));
}
