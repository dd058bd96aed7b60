namespace ServiceGuru.Branches;

/// <summary>One repository's commit as the monorepo records it.</summary>
/// <param name="Repository">The repository's name.</param>
/// <param name="Path">The submodule's path.</param>
/// <param name="Commit">The full commit.</param>
public sealed record RecordedLink(string Repository, string Path, string Commit);
