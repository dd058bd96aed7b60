namespace ServiceGuru.ReleaseNotes;

/// <summary>How grave a finding in a post is.</summary>
public enum LintSeverity
{
    /// <summary>A matter of style; the post may be published.</summary>
    Warning,

    /// <summary>It breaks the site or is plainly unfinished; the post is not published.</summary>
    Error,
}
