using System.ComponentModel;

namespace ServiceGuru.Posts;

/// <summary>One status of a draft.</summary>
public sealed record PostPart
{
    /// <summary>Its place in the draft, from 1 on.</summary>
    [Description("Its place in the draft, from 1 on.")]
    public required int Number { get; init; }

    /// <summary>The text as it is posted.</summary>
    [Description("The text as it is posted.")]
    public required string Text { get; init; }

    /// <summary>How many characters it has, as the instance counts them.</summary>
    [Description("How many characters it has, as the instance counts them.")]
    public int Length { get; init; }

    /// <summary>Whether it answers the part before, as in a thread.</summary>
    [Description("Whether it answers the part before, as in a thread.")]
    public bool Reply { get; init; }

    /// <summary>When it shall appear; at once if absent.</summary>
    [Description("When it shall appear, at least 5 minutes ahead; at once if absent.")]
    public DateTimeOffset? ScheduledAt { get; init; }
}
