using ServiceGuru.Services;

namespace ServiceGuru.Posts;

/// <summary>A status to post.</summary>
public sealed record NewStatus
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>What the instance knows a repetition by.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The id of the status that it answers, if any.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>When it shall appear, at least five minutes ahead; at once if null.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Who sees it.</summary>
    public PostVisibility Visibility { get; init; }

    /// <summary>The language, ISO 639.</summary>
    public string? Language { get; init; }
}
