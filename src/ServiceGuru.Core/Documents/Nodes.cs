namespace ServiceGuru.Documents;

/// <summary>Makes nodes that stand in no file.</summary>
internal static class Nodes
{
    /// <summary>The place of what stands in no file.</summary>
    public static readonly SourcePosition Nowhere = new(null, 0, 0);

    /// <summary>Makes a mapping; entries without a value are left out.</summary>
    public static MappingNode Mapping(params IEnumerable<(string Key, DocumentNode? Value)> entries) =>
        new([.. entries.Where(entry => entry.Value is not null).Select(entry => new MappingEntry(new ScalarNode(entry.Key, true, Nowhere), entry.Value!))], Nowhere);

    /// <summary>Makes a value that needs no quotes: a number, a truth value, a duration.</summary>
    public static ScalarNode Plain(string value) => new(value, true, Nowhere);

    /// <summary>Makes a text, or null of null.</summary>
    public static ScalarNode? Text(string? text) => text is null ? null : new ScalarNode(text, false, Nowhere);
}
