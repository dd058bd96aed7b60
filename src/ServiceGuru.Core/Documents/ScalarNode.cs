namespace ServiceGuru.Documents;

/// <summary>A single value.</summary>
/// <param name="Value">The text; null for YAML's null.</param>
/// <param name="Plain">Whether it was written without quotes, so that <c>true</c> and <c>12</c> are no texts.</param>
/// <param name="Position">Where it begins.</param>
public sealed record ScalarNode(string? Value, bool Plain, SourcePosition Position) : DocumentNode(Position);
