using System.ComponentModel;

namespace ServiceGuru.Calendars;

/// <summary>The inputs of <c>gate/window</c>.</summary>
public sealed record AwaitWindowRequest
{
    /// <summary>The environment that shall be open; production if absent.</summary>
    [Description("The environment that shall be open; the production environments if absent.")]
    public string? Environment { get; init; }

    /// <summary>How long to wait at most; without it as long as it takes.</summary>
    [Description("How long to wait at most; without it as long as it takes.")]
    public TimeSpan? Deadline { get; init; }
}
