using ServiceGuru.Documents;

namespace ServiceGuru.Ports;

/// <summary>Reads the text of a document into nodes with positions.</summary>
public interface IDocumentParser
{
    /// <summary>Parses one document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Its file's name for messages, if any.</param>
    /// <returns>The root node.</returns>
    /// <exception cref="InvalidDocumentException">The text is no such document, or holds more than one.</exception>
    DocumentNode Parse(string text, string? file);
}
