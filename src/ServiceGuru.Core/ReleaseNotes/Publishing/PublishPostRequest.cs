using System.ComponentModel;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Which post to publish.</summary>
public sealed record PublishPostRequest
{
    /// <summary>The file, absolute or from the working directory.</summary>
    [Description("The file, absolute or from the working directory, e.g. ${{ steps.post.output.path }}.")]
    public required string Path { get; init; }

    /// <summary>Its place in the blog's repository; told from the path if absent.</summary>
    [Description("Its place in the blog's repository, e.g. weekly/2026/week-20.md; told from the path if absent.")]
    public string? RepositoryPath { get; init; }

    /// <summary>The text to plan with while the file is not there yet.</summary>
    [Description("The text to plan with while the file is not there yet, e.g. ${{ steps.post.output.markdown }}; the file's own text is published.")]
    public string? Draft { get; init; }
}
