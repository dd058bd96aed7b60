namespace ServiceGuru.Sandbox.Mastodon;

/// <summary>A status, or one that waits for its time.</summary>
/// <param name="Id">The id.</param>
/// <param name="Text">The text as it was written.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="InReplyTo">The id of the status that it answers, if any.</param>
/// <param name="Visibility">Who sees it.</param>
/// <param name="Language">The language, if given.</param>
/// <param name="ScheduledAt">When it appears, where it is scheduled.</param>
internal sealed record SandboxStatus(
    string Id, string Text, DateTimeOffset CreatedAt, string? InReplyTo, string Visibility, string? Language, DateTimeOffset? ScheduledAt = null);
