using ServiceGuru.Documents;
using ServiceGuru.Ports;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ServiceGuru.Connectors.Yaml;

/// <summary>
/// Reads one YAML 1.2 document (https://yaml.org/spec/1.2.2/) into nodes that know where they stand. Duplicate keys are
/// kept for the binder to refuse; anchors and aliases work; merge keys, own tags and several documents do not. Safe to
/// use from several threads.
/// </summary>
/// <remarks>
/// Ids of diagnostics: <c>YamlSyntax</c>, <c>YamlAlias</c>, <c>YamlMergeKey</c>, <c>YamlKey</c>, <c>YamlTag</c>,
/// <c>YamlSeveralDocuments</c>, <c>YamlTooLarge</c>, <c>YamlTooDeep</c>.
/// </remarks>
public sealed class YamlDocumentParser : IDocumentParser
{
    /// <summary>The most characters that a document may have.</summary>
    public const int MaxLength = 2_000_000;

    /// <summary>The most nodes that a document may have once every alias is replaced by what it stands for.</summary>
    public const int MaxNodes = 100_000;

    /// <summary>How deep mappings and sequences may be nested.</summary>
    public const int MaxDepth = 64;

    /// <inheritdoc/>
    public DocumentNode Parse(string text, string? file)
    {
        ArgumentNullException.ThrowIfNull(text);
        var source = new YamlSource(text, file);
        List<Diagnostic> diagnostics = [.. source.FindForbidden()];
        if (diagnostics.Count > 0)
        {
            throw new InvalidDocumentException(diagnostics);
        }

        DocumentNode? root = null;
        try
        {
            root = Read(source, diagnostics);
        }
        catch (NestingException exception)
        {
            diagnostics.Add(exception.Diagnostic);
        }
        catch (YamlException exception)
        {
            diagnostics.AddRange(source.Explain(exception));
        }

        return diagnostics.Count == 0
            ? root!
            : throw new InvalidDocumentException([.. diagnostics.OrderBy(one => one.Position.Line).ThenBy(one => one.Position.Column)]);
    }

    private static DocumentNode Read(YamlSource source, List<Diagnostic> diagnostics)
    {
        var parser = new CandidParser(new Parser(new Scanner(new StringReader(source.Text), skipComments: true)));
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return new ScalarNode(null, true, new SourcePosition(source.File, 1, 1));
        }

        parser.Consume<DocumentStart>();
        DocumentNode root = new NodeComposer(parser, source, diagnostics).Compose();
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out DocumentStart? second))
        {
            diagnostics.Add(new Diagnostic("YamlSeveralDocuments", source.At(second.Start), "A second document begins here; a file holds one. Give it a file of its own."));
        }

        return root;
    }
}
