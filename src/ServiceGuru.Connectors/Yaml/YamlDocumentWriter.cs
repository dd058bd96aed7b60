using System.Text.RegularExpressions;
using ServiceGuru.Documents;
using ServiceGuru.Ports;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ServiceGuru.Connectors.Yaml;

/// <summary>Writes nodes as YAML 1.2 (https://yaml.org/spec/1.2.2/) that a person can read: blocks, and quotes only where they are needed.</summary>
public sealed partial class YamlDocumentWriter : IDocumentWriter
{
    private static readonly EmitterSettings Settings = new(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: true);

    /// <inheritdoc/>
    public string Write(DocumentNode root, string? comment)
    {
        ArgumentNullException.ThrowIfNull(root);
        using StringWriter text = new() { NewLine = "\n" };
        if (comment is not null)
        {
            text.WriteLine($"# {comment.ReplaceLineEndings(" ")}");
        }

        Emitter emitter = new(text, Settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        WriteNode(emitter, root);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void WriteNode(Emitter emitter, DocumentNode node)
    {
        switch (node)
        {
            case MappingNode mapping:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, mapping.Entries.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (MappingEntry entry in mapping.Entries)
                {
                    emitter.Emit(YamlScalar.Quote(entry.Key.Value ?? string.Empty));
                    WriteNode(emitter, entry.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case SequenceNode sequence:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, sequence.Items.All(item => item is ScalarNode) ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (DocumentNode item in sequence.Items)
                {
                    WriteNode(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case ScalarNode { Value: null }:
                emitter.Emit(new Scalar("null"));
                break;
            case ScalarNode { Plain: true, Value: { } value }:
                emitter.Emit(new Scalar(value));
                break;
            case ScalarNode { Value: { } value }:
                emitter.Emit(Lines().IsMatch(value) ? new Scalar(AnchorName.Empty, TagName.Empty, value, ScalarStyle.Literal, true, true) : YamlScalar.Quote(value));
                break;
        }
    }

    // What a block of lines keeps exactly: no white space at the beginning or at the end of a line, one line break at the end at most.
    [GeneratedRegex(@"\A\S(?:[^\r\n\t\p{C}]*\S)?(?:\n+\S(?:[^\r\n\t\p{C}]*\S)?)+\n?\z")]
    private static partial Regex Lines();
}
