namespace ServiceGuru.Documents;

/// <summary>A node of a YAML or JSON document that knows where it stands.</summary>
/// <param name="Position">Where it begins.</param>
public abstract record DocumentNode(SourcePosition Position);
