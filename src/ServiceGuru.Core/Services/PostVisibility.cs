namespace ServiceGuru.Services;

/// <summary>Who sees a status on Mastodon.</summary>
public enum PostVisibility
{
    /// <summary>Everybody, also in public timelines.</summary>
    Public,

    /// <summary>Everybody, but not in public timelines.</summary>
    Unlisted,

    /// <summary>The account's followers.</summary>
    Private,

    /// <summary>Who is mentioned.</summary>
    Direct,
}
