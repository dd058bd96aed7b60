namespace ServiceGuru.Posts;

/// <summary>What would be posted.</summary>
public sealed record PostDraft
{
    /// <summary>The account, <c>@name@instance</c>.</summary>
    public required string Account { get; init; }

    /// <summary>The most characters that a status may have on its instance.</summary>
    public required int Limit { get; init; }

    /// <summary>The statuses, in order.</summary>
    public required IReadOnlyList<PostPart> Parts { get; init; }

    /// <summary>How many pieces of news were left to the blog post.</summary>
    public int LeftOut { get; init; }
}
