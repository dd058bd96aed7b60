namespace ServiceGuru.Posts;

/// <summary>What was published.</summary>
public sealed record PublishReport
{
    /// <summary>The account, <c>@name@instance</c>.</summary>
    public required string Account { get; init; }

    /// <summary>The statuses, in order.</summary>
    public required IReadOnlyList<PublishedPost> Posts { get; init; }
}
