using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Snippets;

/// <summary>Reads snippets and refuses wrong ones whole, with every mistake and its place.</summary>
/// <param name="parser">Reads the text.</param>
/// <param name="operations">The operations that snippets can use.</param>
public sealed class SnippetReader(IDocumentParser parser, OperationCatalog operations)
{
    /// <summary>Reads a snippet.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="name">Its name, if any.</param>
    /// <param name="file">Its file, if any.</param>
    /// <returns>The snippet, valid.</returns>
    /// <exception cref="InvalidDocumentException">It has mistakes; all are in it, in the order of the file.</exception>
    public Snippet Read(string text, string? name, string? file)
    {
        List<Diagnostic> diagnostics = [];
        DocumentNode root = parser.Parse(text, file);
        SnippetDocument? document = new DocumentBinder(diagnostics).Bind<SnippetDocument>(root, string.Empty);
        IOperation? operation = document?.Uses is null ? null : Check(document, (MappingNode)root, diagnostics);
        return diagnostics.Count == 0
            ? new Snippet
            {
                Name = name,
                Description = document!.Description,
                Operation = operation!,
                Inputs = StepInputs.ToPlainJson(document.With),
                Timeout = document.Timeout,
                Retry = document.Retry ?? new RetryPolicy(),
                Undo = document.Undo,
                From = document.From ?? new SnippetSource(),
                Path = file,
            }
            : throw new InvalidDocumentException([.. diagnostics.OrderBy(mistake => mistake.Position.Line).ThenBy(mistake => mistake.Position.Column)]);
    }

    private IOperation? Check(SnippetDocument document, MappingNode root, List<Diagnostic> diagnostics)
    {
        if (document.Retry?.Attempts is < 1 or > 100)
        {
            diagnostics.Add(new Diagnostic("InvalidValue", root.Find("retry")!.Position, "retry.attempts must be 1 to 100."));
        }

        if (document.Timeout <= TimeSpan.Zero)
        {
            diagnostics.Add(new Diagnostic("InvalidValue", root.Find("timeout")!.Position, "timeout must be more than zero."));
        }

        IOperation? operation = operations.Find(document.Uses);
        if (operation is null)
        {
            diagnostics.Add(new Diagnostic("UnknownOperation", root.Find("uses")!.Position,
                $"there is no operation '{document.Uses}'.{NearestName.Hint(document.Uses, operations.All.Select(known => known.Id))}"));
            return null;
        }

        new DocumentBinder(diagnostics).Bind(operation.RequestType, document.With ?? new MappingNode([], root.Position), "with");
        return operation;
    }
}
