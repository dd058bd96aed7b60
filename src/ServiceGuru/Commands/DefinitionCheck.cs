using ServiceGuru.Documents;

namespace ServiceGuru.Commands;

/// <summary>What Test-ServiceDefinition found.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="Valid">Whether it has no mistake.</param>
/// <param name="Diagnostics">The mistakes in the order of the file.</param>
public sealed record DefinitionCheck(string Path, bool Valid, IReadOnlyList<Diagnostic> Diagnostics);
