namespace ServiceGuru.Documents;

/// <summary>A list of keys with values, in the order written; duplicates are still in it.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Position">Where it begins.</param>
public sealed record MappingNode(IReadOnlyList<MappingEntry> Entries, SourcePosition Position) : DocumentNode(Position)
{
    /// <summary>Finds the value of a key, or null.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The first value with this key.</returns>
    public DocumentNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Value == key)?.Value;
}
