namespace ServiceGuru.Infrastructure;

/// <summary>One file that differs between two commits.</summary>
/// <param name="Kind">What happened to it.</param>
/// <param name="Path">Its path in the repository, now or, where it was deleted, before.</param>
public sealed record FileChange(FileChangeKind Kind, string Path);
