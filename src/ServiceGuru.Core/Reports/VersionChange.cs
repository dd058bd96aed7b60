namespace ServiceGuru.Reports;

/// <summary>What an environment ran of a repository before and after.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Before">The version or commit before, if it was told.</param>
/// <param name="After">The version or commit after, if it was told.</param>
/// <param name="Current">Whether the one after is the head of the environment's branch; null where nobody can tell.</param>
public sealed record VersionChange(string Repository, string? Before, string? After, bool? Current);
