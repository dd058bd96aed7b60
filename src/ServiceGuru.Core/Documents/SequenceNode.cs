namespace ServiceGuru.Documents;

/// <summary>A list.</summary>
/// <param name="Items">Its items.</param>
/// <param name="Position">Where it begins.</param>
public sealed record SequenceNode(IReadOnlyList<DocumentNode> Items, SourcePosition Position) : DocumentNode(Position);
