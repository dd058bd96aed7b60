namespace ServiceGuru.Sandbox.Git;

/// <summary>The forms that a pull request's release notes take in life.</summary>
internal enum NoteKind
{
    /// <summary>One sentence.</summary>
    Sentence,

    /// <summary>A sentence and a list.</summary>
    Lines,

    /// <summary><c>N/A</c> between the marks.</summary>
    NotApplicable,

    /// <summary><c>None.</c> between the marks.</summary>
    None,

    /// <summary>Nothing between the marks.</summary>
    Empty,

    /// <summary>No marks at all.</summary>
    Absent,

    /// <summary>No description at all.</summary>
    NoBody,

    /// <summary>The bot's weekly update of the linters.</summary>
    Autoupdate,
}
