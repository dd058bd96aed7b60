using ServiceGuru.Documents;

namespace ServiceGuru.Snippets;

/// <summary>One line of the list of snippets.</summary>
/// <param name="Name">What it is called: a name, or <c>RUN/STEP</c> where it was recorded by itself.</param>
/// <param name="Uses">The operation's id; null where its file is wrong.</param>
/// <param name="Description">What it is for.</param>
/// <param name="From">Where it was recorded.</param>
/// <param name="Path">Its file, absolute; null where it was recorded by itself.</param>
/// <param name="Mistakes">What is wrong with its file; empty where nothing is.</param>
public sealed record SnippetEntry(string Name, string? Uses, string? Description, SnippetSource From, string? Path, IReadOnlyList<Diagnostic> Mistakes);
