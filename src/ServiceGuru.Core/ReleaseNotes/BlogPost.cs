using ServiceGuru.Operations;

namespace ServiceGuru.ReleaseNotes;

/// <summary>A blog post.</summary>
public sealed record BlogPost
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The file, absolute.</summary>
    public required string Path { get; init; }

    /// <summary>The file in the blog's repository, e.g. <c>weekly/2026/week-20.md</c>.</summary>
    public required string RepositoryPath { get; init; }

    /// <summary>The date that the post carries.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The notes in it.</summary>
    public required IReadOnlyList<ReleaseNote> Notes { get; init; }

    /// <summary>The whole file: front matter and Markdown, LF.</summary>
    public required string Markdown { get; init; }

    /// <summary>What could not be read, so that notes may be missing or not be the latest.</summary>
    public IReadOnlyList<Failure> Problems { get; init; } = [];

    /// <summary>What the check of the text found, by line.</summary>
    public IReadOnlyList<LintFinding> Findings { get; init; } = [];
}
