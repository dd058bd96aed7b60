using System.ComponentModel;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Which blog post to write, and where.</summary>
public sealed record WriteBlogPostRequest : ReleaseNoteSelection
{
    /// <summary>The form.</summary>
    [Description("weekly (Week 20 in Packit) or monthly (Packit in May 2026).")]
    public BlogPostForm Form { get; init; }

    /// <summary>The author's key; the definition's if absent.</summary>
    [Description("The author's key, one of the blog's authors.yml; the definition's blog.author if absent.")]
    public string? Author { get; init; }

    /// <summary>The folder of the blog's repository; the working directory if absent.</summary>
    [Description("The folder in which the post's path begins; the working directory if absent.")]
    public string? Directory { get; init; }

    /// <summary>The date that the post carries; today (UTC) if absent.</summary>
    [Description("The date that the post carries; today (UTC) if absent.")]
    public DateOnly? Date { get; init; }

    /// <summary>Whether a different post in the file's place may be replaced; it is kept beside it.</summary>
    [Description("Replaces a different post in the file's place, which is kept beside it as .previous.")]
    public bool Overwrite { get; init; }
}
