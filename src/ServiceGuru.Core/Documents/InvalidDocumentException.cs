namespace ServiceGuru.Documents;

/// <summary>A document has mistakes; all of them are told at once. Exit code 2.</summary>
public sealed class InvalidDocumentException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="InvalidDocumentException"/> class.</summary>
    /// <param name="diagnostics">The mistakes, at least one.</param>
    public InvalidDocumentException(IReadOnlyList<Diagnostic> diagnostics)
        : base(string.Join(Environment.NewLine, diagnostics)) => Diagnostics = diagnostics;

    /// <summary>Gets the mistakes in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
