using System.CommandLine;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Documents;
using ServiceGuru.Host.Console;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru check FILE...</c>.</summary>
internal sealed class CheckCommand : VerbCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Runbooks and snippets: files, or names of runbooks that ship.", Arity = ArgumentArity.OneOrMore };

    public CheckCommand(VerbRunner runner)
        : base("check", "Checks runbooks and snippets and tells every mistake with its place; with --service also that the inputs name what it has. Exit code 2 where there is one.", runner) => Arguments.Add(_files);

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        SessionFactory factory = new(call.Settings);
        ServiceDefinition? service = call.Service is { } named ? (await call.OpenAsync(named, cancellationToken).ConfigureAwait(false)).Service : null;
        List<DocumentMistake> mistakes = [];
        string[] files = call.Parse.GetRequiredValue(_files);
        foreach (string file in files)
        {
            mistakes.AddRange(await factory.CheckAsync(file, service, cancellationToken).ConfigureAwait(false));
        }

        if (call.Mode == OutputMode.Json)
        {
            call.WriteJson(new Answer
            {
                ExitCode = mistakes.Count == 0 ? ExitCodes.Done : ExitCodes.Usage,
                Diagnostics = [.. mistakes.Select(mistake => new Answer.DiagnosticLine(mistake.Id, mistake.File, mistake.Line, mistake.Column, mistake.Message))],
            });
            return mistakes.Count == 0 ? ExitCodes.Done : ExitCodes.Usage;
        }

        foreach (DocumentMistake mistake in mistakes)
        {
            call.Screen.Line(mistake.ToString());
        }

        if (mistakes.Count == 0)
        {
            call.Screen.Line(new Piece("✓ ", Tone.Good), $"no mistake in {Quantity.Of(files.Length, "file")}{(service is null ? string.Empty : $" for {service.Name}")}.");
        }

        return mistakes.Count == 0 ? ExitCodes.Done : ExitCodes.Usage;
    }
}
