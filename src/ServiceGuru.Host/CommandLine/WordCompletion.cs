using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using ServiceGuru.Completion;
using ServiceGuru.Connectors.Completion;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sandbox;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Tells a shell which words can come next, by the name of the argument or option: from files alone, never over a network.</summary>
/// <param name="parts">What the program gets from its surroundings.</param>
/// <param name="options">The options that every verb has.</param>
internal sealed class WordCompletion(HostParts parts, GlobalOptions options)
{
    private delegate IEnumerable<Candidate> Source(LocalCandidates local, CompletionContext context);

    /// <summary>Adds the words to a command and all below it.</summary>
    public void AddTo(Command command, string parent = "")
    {
        foreach (Argument argument in command.Arguments)
        {
            Add(argument.CompletionSources, OfArgument(argument.Name, parent, command.Name));
            OnlyWhenItIsNext(argument, [.. command.Arguments.TakeWhile(other => other != argument).Select(other => other.Name)]);
        }

        foreach (Option option in command.Options)
        {
            Add(option.CompletionSources, OfOption(option.Name, parent, command.Name));
        }

        foreach (Command child in command.Subcommands)
        {
            AddTo(child, command.Name);
        }
    }

    private Source? OfArgument(string name, string parent, string verb) => (parent, verb, name) switch
    {
        (_, "decide", "STEP") => (local, context) => local.Steps(Given(context, "RUN"), step => step.Status == StepStatus.Undecided),
        (_, _, "RUN") => (local, context) => local.Runs(context.WordToComplete),
        (_, _, "STEP") => (local, context) => local.Steps(Given(context, "RUN"), _ => true),
        (_, _, "GATE") => (local, context) => local.Gates(Given(context, "RUN")),
        (_, _, "RUNBOOK") or (_, "check", "FILE") => (local, _) => local.Shipped("runbooks"),
        (_, _, "ENV") => OfService(DefinitionCandidates.Environments),
        (_, _, "MESSAGE") => OfService(DefinitionCandidates.Topics),
        (_, _, "ROOM") => OfService(DefinitionCandidates.Channels),
        ("snippet", not "save", "NAME") => (local, _) => local.Snippets(),
        ("scenario", not "save", "NAME") => (local, context) => local.Scenarios(Given(context, "RUNBOOK")),
        ("sandbox", "fault", "NAME") => (_, _) => SandboxFaults.All.Select(fault => new Candidate(fault.Name, fault.Name)),
        _ => null,
    };

    private Source? OfOption(string name, string parent, string verb) => (parent, name) switch
    {
        (_, "--service") => (local, _) => local.Shipped("services"),
        (_, "--environment") => OfService(DefinitionCandidates.Environments),
        ("images", "--repository") => OfService(service => DefinitionCandidates.Repositories(service).Concat(DefinitionCandidates.ImageRepositories(service)).DistinctBy(word => word.Word)),
        (_, "--repository") => OfService(DefinitionCandidates.Repositories),
        (_, "--channel") => OfService(DefinitionCandidates.Channels),
        (_, "--message") or (_, "--fallback") => OfService(DefinitionCandidates.Topics),
        ("queues", "--queue") => OfService(DefinitionCandidates.Queues),
        (_, "--run") => (local, context) => local.Runs(context.WordToComplete),
        (_, "--step") or (_, "--from") when verb is "undo" or "resume" => (local, context) => local.Steps(Given(context, "RUN"), _ => true),
        (_, "--scenario") => (local, context) => local.Scenarios(Given(context, "RUNBOOK")),
        (_, "--param") => (local, context) => local.OfRunbook(Given(context, "RUNBOOK"), RunbookCandidates.Parameters).Select(parameter => parameter with { Word = $"{parameter.Word}=" }),
        (_, "--fault") => (_, _) => SandboxFaults.All.Select(fault => new Candidate(fault.Name, fault.Name)),
        _ => null,
    };

    private Source OfService(Func<ServiceDefinition, IEnumerable<Candidate>> names) =>
        (local, context) => local.OfService(Given(context.ParseResult.GetResult(options.Service)), names);

    private void Add(List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, Source? source)
    {
        if (source is not null)
        {
            sources.Add(context => Items(source(new LocalCandidates(Settings(context.ParseResult)), context)));
        }
    }

    // The library gives the words of all arguments at once, also of those that are filled.
    private static void OnlyWhenItIsNext(Argument argument, IReadOnlyList<string> before)
    {
        for (int index = 0; index < argument.CompletionSources.Count; index++)
        {
            Func<CompletionContext, IEnumerable<CompletionItem>> source = argument.CompletionSources[index];
            argument.CompletionSources[index] = context => IsNext(argument, before, context) ? source(context) : [];
        }
    }

    private static bool IsNext(Argument argument, IReadOnlyList<string> before, CompletionContext context)
    {
        IReadOnlyList<Token> own = Result(context, argument.Name)?.Tokens ?? [];
        return context.WordToComplete.Length > 0
            ? own.Count > 0 && own[^1].Value == context.WordToComplete
            : own.Count < argument.Arity.MaximumNumberOfValues && before.All(name => Given(Result(context, name)) is not null);
    }

    // The number keeps them in our order: the newest run comes first.
    private static IEnumerable<CompletionItem> Items(IEnumerable<Candidate> candidates) =>
        candidates.Select((candidate, index) => new CompletionItem(candidate.Word, sortText: $"{index:d5}", documentation: candidate.Hint));

    private SessionSettings Settings(ParseResult parse) => new()
    {
        ShippedDirectory = parts.ShippedDirectory,
        CurrentDirectory = parts.CurrentDirectory,
        StateDirectory = Given(parse.GetResult(options.State)) is { } state ? Path.GetFullPath(state, parts.CurrentDirectory) : StateDirectory.Find(parts.Environment),
        Ledger = Given(parse.GetResult(options.Ledger)),
        Environment = parts.Environment,
        Time = parts.Time,
    };

    // By its token: what is typed only by half has no value yet.
    private static string? Given(CompletionContext context, string argument) =>
        Given(Result(context, argument));

    private static ArgumentResult? Result(CompletionContext context, string argument) =>
        context.ParseResult.CommandResult.Children.OfType<ArgumentResult>().FirstOrDefault(result => result.Argument.Name == argument);

    private static string? Given(SymbolResult? result) => result?.Tokens is [{ Value.Length: > 0 } token, ..] ? token.Value : null;
}
