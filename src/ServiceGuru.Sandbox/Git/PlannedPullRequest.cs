namespace ServiceGuru.Sandbox.Git;

/// <summary>A merged pull request that a repository's history shall have.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="Body">Its description as it reads today, or null where there is none.</param>
/// <param name="Author">Who opened it.</param>
/// <param name="MergedBy">Who merged it.</param>
/// <param name="Branch">The author's branch.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="MergedAt">When it was merged.</param>
/// <param name="MergeMark">The commit that merging it left at the branch's tip.</param>
/// <param name="CommitMarks">Its own commits.</param>
/// <param name="Labels">Its labels.</param>
internal sealed record PlannedPullRequest(
    int Number,
    string Title,
    string? Body,
    Person Author,
    Person MergedBy,
    string Branch,
    DateTimeOffset CreatedAt,
    DateTimeOffset MergedAt,
    int MergeMark,
    IReadOnlyList<int> CommitMarks,
    IReadOnlyList<string> Labels);
