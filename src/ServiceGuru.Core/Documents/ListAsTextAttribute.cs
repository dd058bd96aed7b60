using System.Text.Json.Nodes;

namespace ServiceGuru.Documents;

/// <summary>
/// Marks a text, or texts by name, that a document may also write as a list of texts; the list is kept as the text of a JSON
/// array, as a caller would give it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ListAsTextAttribute : Attribute
{
    /// <summary>Turns each list of single values, in a node or by name in it, into its text; the rest stays as it is.</summary>
    public static DocumentNode Apply(DocumentNode node) => node switch
    {
        SequenceNode list when list.Items.All(item => item is ScalarNode { Value: not null }) => new ScalarNode(
            new JsonArray([.. list.Items.Select(item => (JsonNode)JsonValue.Create(((ScalarNode)item).Value!))]).ToJsonString(), false, list.Position),
        MappingNode map => map with { Entries = [.. map.Entries.Select(entry => entry with { Value = entry.Value is MappingNode ? entry.Value : Apply(entry.Value) })] },
        _ => node,
    };
}
