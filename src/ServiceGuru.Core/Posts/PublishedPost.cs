using ServiceGuru.Operations;

namespace ServiceGuru.Posts;

/// <summary>One status, and what became of it.</summary>
public sealed record PublishedPost
{
    /// <summary>Its place, from 1 on.</summary>
    public required int Number { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>What became of it.</summary>
    public required PublishedPostStatus Status { get; init; }

    /// <summary>The status' id on its instance, where it is known.</summary>
    public string? Id { get; init; }

    /// <summary>The status' page, where there is one.</summary>
    public Uri? Url { get; init; }

    /// <summary>When it appears, where it was scheduled.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Why it was not posted.</summary>
    public Failure? Failure { get; init; }
}
