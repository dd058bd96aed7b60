using ServiceGuru.Documents;

namespace ServiceGuru.Connectors.Yaml;

/// <summary>Ends the reading of a document that would cost too much to read to its end.</summary>
internal sealed class NestingException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    /// <summary>Gets what is wrong.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;
}
