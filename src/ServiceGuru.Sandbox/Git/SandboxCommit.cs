namespace ServiceGuru.Sandbox.Git;

/// <summary>A commit as it is in the repository.</summary>
internal sealed record SandboxCommit(
    string Sha,
    string Tree,
    IReadOnlyList<string> Parents,
    string AuthorName,
    string AuthorMail,
    DateTimeOffset AuthorDate,
    string CommitterName,
    string CommitterMail,
    DateTimeOffset CommitDate,
    string Message);
