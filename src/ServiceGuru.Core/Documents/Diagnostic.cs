namespace ServiceGuru.Documents;

/// <summary>One mistake in a file that a person wrote.</summary>
/// <param name="Id">The stable id, e.g. <c>UnknownKey</c>.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Message">What is wrong and what would be right, one line.</param>
public sealed record Diagnostic(string Id, SourcePosition Position, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Position}: {Id}: {Message}";
}
