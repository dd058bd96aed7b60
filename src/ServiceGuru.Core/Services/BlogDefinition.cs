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
}
