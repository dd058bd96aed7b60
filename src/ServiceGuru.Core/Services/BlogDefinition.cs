using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>The blog in which releases are announced.</summary>
public sealed record BlogDefinition
{
    /// <summary>The repository that holds the posts, <c>owner/name</c>.</summary>
    [Description("The repository that holds the posts, as owner/name.")]
    public string? Slug { get; init; }

    /// <summary>The folder of the posts in that repository.</summary>
    [Description("The folder of the posts in that repository.")]
    public string Directory { get; init; } = "weekly";

    /// <summary>The name used in titles, e.g. <c>Packit</c>.</summary>
    [Description("The name used in titles, e.g. Packit in \"Week 20 in Packit\".")]
    public string? Project { get; init; }

    /// <summary>The author key of posts when none is given.</summary>
    [Description("The author's key, one of the blog's authors.yml, when a post is made without one.")]
    public string? Author { get; init; }

    /// <summary>The title of a weekly post: <c>{project}</c>, <c>{week}</c>, <c>{month}</c>, <c>{year}</c> are filled in.</summary>
    [Description("The title of a weekly post; {project}, {week} (\"Week 20\", \"Weeks 19\u201320\"), {month} and {year} are filled in.")]
    public string Title { get; init; } = "{week} in {project}";

    /// <summary>A file with the form of a post, instead of the usual one.</summary>
    [Description("A file with the form of a post instead of the usual one, relative to this definition. It holds {notes}, and may hold {title}, {date}, {author}, {heading}, {project}, {week}, {month}, {year}.")]
    public string? Template { get; init; }

    /// <summary>The branch that posts are merged into.</summary>
    [Description("The branch that posts are merged into.")]
    public string Branch { get; init; } = "main";

    /// <summary>Where published posts are read; the post's path follows.</summary>
    [Description("Where published posts are read, e.g. https://packit.dev/posts/weekly; the post's path (2026/week-20) follows.")]
    public Uri? Url { get; init; }

    /// <summary>How many reviewers other than the author must have approved before a post is merged.</summary>
    [Description("How many reviewers other than the author must have approved before a post is merged.")]
    public int Approvals { get; init; }

    /// <summary>How a post's pull request is merged.</summary>
    [Description("How a post's pull request is merged: merge, squash or rebase.")]
    public MergeMethod MergeMethod { get; init; }

    /// <summary>Subjects that users need not hear of: words, or names of repositories.</summary>
    [Description("Subjects that users need not hear of, which a post is checked for: words, or names of repositories.")]
    public IReadOnlyList<string> Internal { get; init; } = [];

    /// <summary>Words of insiders, and what to say instead.</summary>
    [Description("Words of insiders, which a post is checked for, and what to say instead.")]
    public IReadOnlyDictionary<string, string> Jargon { get; init; } = new Dictionary<string, string>();
}
