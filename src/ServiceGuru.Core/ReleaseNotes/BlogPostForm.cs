namespace ServiceGuru.ReleaseNotes;

/// <summary>The form of a blog post.</summary>
public enum BlogPostForm
{
    /// <summary>"Week 20 in Packit".</summary>
    Weekly,

    /// <summary>"Packit in May 2026".</summary>
    Monthly,
}
