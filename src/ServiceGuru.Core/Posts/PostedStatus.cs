namespace ServiceGuru.Posts;

/// <summary>A status of the account.</summary>
public sealed record PostedStatus
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The text without markup.</summary>
    public required string Text { get; init; }

    /// <summary>The page, or null while it is only scheduled.</summary>
    public Uri? Url { get; init; }

    /// <summary>When it will appear, or null where it has.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }
}
