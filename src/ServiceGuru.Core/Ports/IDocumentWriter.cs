using ServiceGuru.Documents;

namespace ServiceGuru.Ports;

/// <summary>Writes a document so that a person can read it, and reading it back gives the same values.</summary>
public interface IDocumentWriter
{
    /// <summary>Writes one document.</summary>
    /// <param name="root">The root node; positions do not matter.</param>
    /// <param name="comment">What stands above it, one line, or null.</param>
    /// <returns>The text, ending with a line break.</returns>
    string Write(DocumentNode root, string? comment);
}
