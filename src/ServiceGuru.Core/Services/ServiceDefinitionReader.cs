using ServiceGuru.Documents;
using ServiceGuru.Ports;

namespace ServiceGuru.Services;

/// <summary>Reads service definitions and refuses wrong ones whole, with every mistake and its place.</summary>
/// <param name="parser">Reads the text.</param>
public sealed class ServiceDefinitionReader(IDocumentParser parser)
{
    /// <summary>Reads a definition.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="file">Its file's name for messages, if any.</param>
    /// <returns>The definition, valid.</returns>
    /// <exception cref="InvalidDocumentException">It has mistakes; all are in it, in the order of the file.</exception>
    public ServiceDefinition Read(string text, string? file)
    {
        DocumentNode root = parser.Parse(text, file);
        List<Diagnostic> diagnostics = [];
        ServiceDefinition? definition = new DocumentBinder(diagnostics).Bind<ServiceDefinition>(root, string.Empty);
        if (definition is not null && root is MappingNode mapping)
        {
            new ServiceDefinitionRules(definition, mapping, diagnostics).Check();
        }

        return diagnostics.Count == 0
            ? Located(definition!, file)
            : throw new InvalidDocumentException([.. diagnostics.OrderBy(mistake => mistake.Position.Line).ThenBy(mistake => mistake.Position.Column)]);
    }

    // What a definition names beside itself is meant from its own folder, wherever it is used from later.
    private static ServiceDefinition Located(ServiceDefinition definition, string? file) =>
        definition.Blog is { Template: { } template } blog && file is not null
            ? definition with { Blog = blog with { Template = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, template) } }
            : definition;
}
