using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>When the service may be changed.</summary>
public sealed record CalendarDefinition
{
    /// <summary>The time zone of all its times, an IANA name.</summary>
    [Description("Time zone of all times in the calendar, an IANA name, e.g. Europe/Prague.")]
    public required string TimeZone { get; init; }

    /// <summary>When nothing is changed.</summary>
    [Description("When nothing is changed.")]
    public IReadOnlyList<FreezeDefinition> Freezes { get; init; } = [];

    /// <summary>When something may be changed; at any time where none is for an environment.</summary>
    [Description("When something may be changed. An environment without windows is open at any time.")]
    public IReadOnlyList<WindowDefinition> Windows { get; init; } = [];

    /// <summary>When gates remind nobody.</summary>
    [Description("When gates remind nobody.")]
    public QuietHoursDefinition? QuietHours { get; init; }
}
