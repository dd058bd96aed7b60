using ServiceGuru.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ServiceGuru.Connectors.Yaml;

/// <summary>Turns the events of one document into nodes, and collects every mistake that is not the syntax's.</summary>
internal sealed class NodeComposer(IParser parser, YamlSource source, List<Diagnostic> diagnostics)
{
    private const string CoreTags = "tag:yaml.org,2002:";
    private readonly Dictionary<AnchorName, ComposedNode> anchors = [];
    private readonly HashSet<AnchorName> open = [];

    /// <summary>Reads the node at which the parser stands.</summary>
    public DocumentNode Compose() => Compose(1).Node;

    private ComposedNode Compose(int depth)
    {
        ParsingEvent current = parser.Consume<ParsingEvent>();
        if (depth > YamlDocumentParser.MaxDepth)
        {
            throw TooDeep(source.At(current.Start));
        }

        if (current is AnchorAlias alias)
        {
            return Resolve(alias, depth);
        }

        var node = (NodeEvent)current;
        CheckTag(node);
        if (!node.Anchor.IsEmpty)
        {
            open.Add(node.Anchor);
        }

        ComposedNode composed = node switch
        {
            MappingStart => ComposeMapping(node, depth),
            SequenceStart => ComposeSequence(node, depth),
            _ => new ComposedNode(ToScalar((Scalar)node), 1, 1),
        };
        if (!node.Anchor.IsEmpty)
        {
            open.Remove(node.Anchor);
            anchors[node.Anchor] = composed;
        }

        return composed;
    }

    private ComposedNode ComposeSequence(NodeEvent start, int depth)
    {
        SourcePosition position = source.At(start.Start);
        List<DocumentNode> items = [];
        (long size, int height) = (1, 1);
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            ComposedNode item = Compose(depth + 1);
            items.Add(item.Node);
            (size, height) = Add(size, height, item, position);
        }

        return new ComposedNode(new SequenceNode(items, position), size, height);
    }

    private ComposedNode ComposeMapping(NodeEvent start, int depth)
    {
        SourcePosition position = source.At(start.Start);
        List<MappingEntry> entries = [];
        (long size, int height) = (1, 1);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var plainKey = parser.Current as Scalar;
            ComposedNode key = Compose(depth + 1);
            ComposedNode value = Compose(depth + 1);
            (size, height) = Add(size + 1, height, value, position);
            if (plainKey is null)
            {
                diagnostics.Add(new Diagnostic("YamlKey", key.Node.Position, "A key must be a text of its own, not a list, a mapping or an alias."));
            }
            else if (plainKey is { Value: "<<", Style: ScalarStyle.Plain })
            {
                diagnostics.Add(new Diagnostic("YamlMergeKey", key.Node.Position, "The merge key << is no part of YAML 1.2; write the keys out, or use an alias for a whole value."));
            }
            else
            {
                // The words for null are ordinary words where they are keys; only nothing at all is no key.
                bool plain = plainKey.Style == ScalarStyle.Plain;
                string? name = plain && plainKey.Value.Length == 0 ? null : plainKey.Value;
                entries.Add(new MappingEntry(new ScalarNode(name, plain, key.Node.Position), value.Node));
            }
        }

        return new ComposedNode(new MappingNode(entries, position), size, height);
    }

    private ComposedNode Resolve(AnchorAlias alias, int depth)
    {
        SourcePosition position = source.At(alias.Start);
        if (open.Contains(alias.Value))
        {
            diagnostics.Add(new Diagnostic("YamlAlias", position, $"The alias *{alias.Value} stands inside the value that it names."));
        }
        else if (!anchors.TryGetValue(alias.Value, out ComposedNode? target))
        {
            diagnostics.Add(new Diagnostic("YamlAlias", position, $"No anchor &{alias.Value} stands before this alias. A text that begins with * needs quotes."));
        }
        else
        {
            return depth + target.Height - 1 <= YamlDocumentParser.MaxDepth ? target : throw TooDeep(position);
        }

        return new ComposedNode(new ScalarNode(null, true, position), 1, 1);
    }

    private static (long Size, int Height) Add(long size, int height, ComposedNode child, SourcePosition position)
    {
        size += child.Size;
        return size <= YamlDocumentParser.MaxNodes
            ? (size, Math.Max(height, child.Height + 1))
            : throw new NestingException(new Diagnostic("YamlTooLarge", position, $"More than {YamlDocumentParser.MaxNodes} values, aliases written out."));
    }

    private static NestingException TooDeep(SourcePosition position) =>
        new(new Diagnostic("YamlTooDeep", position, $"Nested deeper than {YamlDocumentParser.MaxDepth} levels."));

    private ScalarNode ToScalar(Scalar scalar)
    {
        // !!str and the non-specific ! make a text of what would be a number, truth value or null.
        bool plain = scalar.Style == ScalarStyle.Plain && (scalar.Tag.IsEmpty || !(scalar.Tag.IsNonSpecific || scalar.Tag.Value == CoreTags + "str"));
        bool isNull = plain && (scalar.Value is "" or "~" or "null" or "Null" or "NULL");
        return new ScalarNode(isNull ? null : scalar.Value, plain, source.At(scalar.Start));
    }

    private void CheckTag(NodeEvent node)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific && !node.Tag.Value.StartsWith(CoreTags, StringComparison.Ordinal))
        {
            diagnostics.Add(new Diagnostic("YamlTag", source.At(node.Start), $"The tag {node.Tag.Value} has no meaning here. A text that begins with ! needs quotes."));
        }
    }
}
