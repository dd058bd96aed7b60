namespace ServiceGuru.Sandbox.Git;

/// <summary>A commit that a repository's history shall have.</summary>
/// <param name="Mark">Its number in the plan, from 1 on.</param>
/// <param name="Parents">The marks of its parents.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Committer">Who committed it.</param>
/// <param name="AuthorDate">When it was written.</param>
/// <param name="CommitDate">When it was committed.</param>
/// <param name="Message">The whole message.</param>
/// <param name="Files">Path and new content of what differs from the first parent.</param>
internal sealed record PlannedCommit(
    int Mark,
    IReadOnlyList<int> Parents,
    Person Author,
    Person Committer,
    DateTimeOffset AuthorDate,
    DateTimeOffset CommitDate,
    string Message,
    IReadOnlyDictionary<string, string> Files);
