using System.ComponentModel;

namespace ServiceGuru.ReleaseNotes;

/// <summary>What users are told of one change.</summary>
public sealed record ReleaseNote
{
    /// <summary>The repository's name in the definition.</summary>
    [Description("The repository's name in the definition.")]
    public required string Repository { get; init; }

    /// <summary>The pull request's number, or null where the commit names none.</summary>
    [Description("The pull request's number, or null where the commit names none.")]
    public int? PullRequest { get; init; }

    /// <summary>The text, Markdown, possibly several lines (LF).</summary>
    [Description("The text, Markdown, possibly several lines (LF).")]
    public required string Text { get; init; }

    /// <summary>The page of the pull request, else of the commit; null where the definition has no code host's name for the repository.</summary>
    [Description("The page of the pull request, else of the commit; null where the definition has no code host's name for the repository.")]
    public Uri? Url { get; init; }

    /// <summary>When it was merged.</summary>
    [Description("When it was merged.")]
    public required DateTimeOffset MergedAt { get; init; }
}
