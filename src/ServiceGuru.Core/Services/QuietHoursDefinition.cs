using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>A time of every day.</summary>
public sealed record QuietHoursDefinition
{
    /// <summary>When it begins, local, <c>HH:mm</c>.</summary>
    [Description("When they begin, local: HH:mm.")]
    public required string From { get; init; }

    /// <summary>When it ends, local, <c>HH:mm</c>; before <see cref="From"/> on the next day.</summary>
    [Description("When they end, local: HH:mm. Before from they end on the next day.")]
    public required string To { get; init; }
}
