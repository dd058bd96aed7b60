using System.Text.Json.Nodes;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Services;
using ServiceGuru.Snippets;

namespace ServiceGuru.Sessions;

/// <summary>Checks runbooks and snippets and starts nothing: as documents, and against a service where one is given.</summary>
/// <param name="parser">Reads the files.</param>
/// <param name="operations">The operations that steps can use.</param>
public sealed class DocumentChecker(IDocumentParser parser, OperationCatalog operations)
{
    /// <summary>Checks one file.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="service">The service whose names the inputs must be, or null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>All mistakes in the order of the file; empty where there is none. A file that can't be read has one.</returns>
    public async Task<IReadOnlyList<DocumentMistake>> CheckAsync(string path, ServiceDefinition? service, CancellationToken cancellationToken)
    {
        try
        {
            return Check(await DocumentFolder.ReadFileAsync(path, cancellationToken).ConfigureAwait(false), path, service);
        }
        catch (GuruException error)
        {
            return [new DocumentMistake(path, 1, 1, error.Failure.Id, $"{error.Failure.Message} {error.Failure.Cause}".TrimEnd())];
        }
    }

    private IReadOnlyList<DocumentMistake> Check(string text, string path, ServiceDefinition? service)
    {
        try
        {
            // A snippet is one step, and its operation stands where a runbook has its steps.
            IReadOnlyList<Diagnostic> mistakes = parser.Parse(text, path) is MappingNode root && root.Find("steps") is null && root.Find("uses") is not null
                ? CheckSnippet(text, path, root, service)
                : CheckRunbook(text, path, service);
            return [.. mistakes.Select(mistake => Of(mistake, path))];
        }
        catch (InvalidDocumentException error)
        {
            return [.. error.Diagnostics.Select(mistake => Of(mistake, path))];
        }
    }

    private IReadOnlyList<Diagnostic> CheckSnippet(string text, string path, MappingNode root, ServiceDefinition? service)
    {
        Snippet snippet = new SnippetReader(parser, operations).Read(text, null, path);
        return service is null ? [] : [.. Against(service, snippet.Operation, snippet.Inputs, false, root.Find("with") ?? root)];
    }

    private IReadOnlyList<Diagnostic> CheckRunbook(string text, string path, ServiceDefinition? service)
    {
        Runbook runbook = new RunbookReader(parser, operations).Read(text, path);
        if (service is null)
        {
            return [];
        }

        // What a caller must give is not known here; what it may leave away is.
        JsonObject parameters = [];
        foreach ((string name, RunbookParameter parameter) in runbook.Parameters)
        {
            if (parameter.Default is { } value && ParameterBinder.TryParse(parameter.Type, value, out JsonNode? node))
            {
                parameters[name] = node;
            }
        }

        List<Diagnostic> mistakes = [];
        foreach (RunbookStep step in runbook.Steps)
        {
            DocumentNode place = step.With ?? new MappingNode([], new SourcePosition(path, 1, 1));
            mistakes.AddRange(Against(service, step, parameters, place).Distinct().Select(mistake => mistake with { Message = $"step '{step.Id}': {mistake.Message}" }));
        }

        return [.. mistakes.OrderBy(mistake => mistake.Position.Line).ThenBy(mistake => mistake.Position.Column)];
    }

    private static IReadOnlyList<Diagnostic> Against(ServiceDefinition service, RunbookStep step, JsonObject parameters, DocumentNode place)
    {
        List<string> missing = [];
        try
        {
            return [.. RunInputs.Of(step, parameters, missing).SelectMany(inputs => Against(service, step.Operation, inputs, missing.Count > 0, place))];
        }
        catch (GuruException error)
        {
            return [new Diagnostic(error.Failure.Id, place.Position, $"{error.Failure.Message} {string.Join(" ", error.Failure.Evidence)}".TrimEnd())];
        }
    }

    private static IEnumerable<Diagnostic> Against(ServiceDefinition service, IOperation operation, JsonObject inputs, bool partial, DocumentNode place)
    {
        try
        {
            object request = StepInputs.Bind(operation, inputs);
            List<Diagnostic> placed = [.. operation.Mistakes(request, service).Select(mistake => new Diagnostic("InvalidGate", InputPlaces.Of(place, mistake.Path), mistake.Message))];
            if (placed.Count == 0)
            {
                operation.Check(request, service);
            }

            return placed;
        }
        catch (GuruException error) when (error.Failure.Id == "InvalidInput" && partial)
        {
            // Only a run will show the rest of these inputs.
            return [];
        }
        catch (GuruException error)
        {
            IReadOnlyList<Failure> failures = error.Failure.Details.Count > 0 ? error.Failure.Details : [error.Failure];
            return failures.Select(failure => new Diagnostic(failure.Id, (InputPlaces.Find(place, failure.Target) ?? place).Position, failure.Message));
        }
    }

    private static DocumentMistake Of(Diagnostic mistake, string path) =>
        new(mistake.Position.File ?? path, Math.Max(1, mistake.Position.Line), Math.Max(1, mistake.Position.Column), mistake.Id, mistake.Message);
}
