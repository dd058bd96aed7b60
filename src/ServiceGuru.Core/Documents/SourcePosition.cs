namespace ServiceGuru.Documents;

/// <summary>A place in a file that a person wrote.</summary>
/// <param name="File">The file as it was named, or null for text from elsewhere.</param>
/// <param name="Line">The line, from 1 on.</param>
/// <param name="Column">The column, from 1 on.</param>
public readonly record struct SourcePosition(string? File, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File ?? "(input)"}:{Line}:{Column}";
}
