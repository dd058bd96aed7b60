namespace ServiceGuru.Documents;

/// <summary>Finds where in a file stands what is wrong with a step's inputs.</summary>
internal static class InputPlaces
{
    /// <summary>Follows a path as far as it is written.</summary>
    public static SourcePosition Of(DocumentNode inputs, IReadOnlyList<string> path)
    {
        DocumentNode node = inputs;
        foreach (string part in path)
        {
            DocumentNode? next = node switch
            {
                MappingNode mapping => mapping.Find(part),
                SequenceNode list => list.Items.FirstOrDefault(item => (item as ScalarNode)?.Value == part),
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            node = next;
        }

        return node.Position;
    }

    /// <summary>Finds a text among the inputs: most often what is wrong is written just so.</summary>
    public static ScalarNode? Find(DocumentNode node, string? text) => node switch
    {
        ScalarNode scalar => text is not null && scalar.Value == text ? scalar : null,
        SequenceNode sequence => sequence.Items.Select(item => Find(item, text)).FirstOrDefault(found => found is not null),
        MappingNode mapping => mapping.Entries.Select(entry => Find(entry.Value, text)).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
