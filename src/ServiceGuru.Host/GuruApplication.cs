using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json;
using ServiceGuru.Host.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Telemetry;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host;

/// <summary>The program <c>guru</c>, composed of the parts given.</summary>
/// <param name="parts">What it gets from its surroundings.</param>
public sealed class GuruApplication(HostParts parts)
{
    private const string InvalidUsage = "InvalidUsage";

    /// <summary>Carries one command line out.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="cancellationToken">Stops the work in an orderly way; a run can be resumed.</param>
    /// <returns>The exit code, see <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        GlobalOptions options = new();
        RootCommand root = CommandTree.Create(parts, options);
        // A Matrix user id begins with "@"; it is no file with further arguments.
        ParseResult parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Action is ParseErrorAction)
        {
            return Refuse(parse, options);
        }

        // Ctrl+C is the program's own business: a run is stopped in an orderly way, however long that takes.
        InvocationConfiguration configuration = new()
        {
            Output = parts.Out,
            Error = parts.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            await using TelemetryExport? export = TelemetryExport.Start(parts.Environment);
            return await parse.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException error) when (error.Failure.Id == "InvalidTelemetryEndpoint")
        {
            return new VerbCall(parse, parts, options).Fail(error.Failure);
        }
    }

    private int Refuse(ParseResult parse, GlobalOptions options)
    {
        string[] mistakes = [.. parse.Errors.Select(UsageWords.Of)];
        foreach (string mistake in mistakes)
        {
            parts.Error.WriteLine($"{mistake} [{InvalidUsage}]");
        }

        parts.Error.WriteLine($"See '{CommandTree.Path(parse.CommandResult)} --help'.");
        if (parse.GetResult(options.Output)?.Tokens is [{ Value: GlobalOptions.Json }])
        {
            Failure failure = new()
            {
                Id = InvalidUsage,
                Kind = FailureKind.Usage,
                Message = "The command line is wrong.",
                Evidence = mistakes,
                NextAction = $"See '{CommandTree.Path(parse.CommandResult)} --help'.",
            };
            parts.Out.WriteLine(JsonSerializer.Serialize(new Answer { ExitCode = ExitCodes.Usage, Failure = failure }, LedgerJson.Indented));
        }

        return ExitCodes.Usage;
    }
}
