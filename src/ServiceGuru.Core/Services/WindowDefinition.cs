using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>A time of the week in which something may be changed.</summary>
public sealed record WindowDefinition
{
    /// <summary>The days on which it opens.</summary>
    [Description("The days on which it opens, e.g. [monday, tuesday].")]
    public required IReadOnlyList<DayOfWeek> Days { get; init; }

    /// <summary>When it opens, local, <c>HH:mm</c>.</summary>
    [Description("When it opens, local: HH:mm.")]
    public required string From { get; init; }

    /// <summary>When it closes, local, <c>HH:mm</c>; up to <c>24:00</c>. Before <see cref="From"/> it closes on the next day.</summary>
    [Description("When it closes, local: HH:mm, up to 24:00. Before from it closes on the next day.")]
    public required string To { get; init; }

    /// <summary>The environments that it is for; all if empty.</summary>
    [Description("The environments that it is for; all if empty.")]
    public IReadOnlyList<string> Environments { get; init; } = [];
}
