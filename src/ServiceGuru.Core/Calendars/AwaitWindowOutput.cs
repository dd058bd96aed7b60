namespace ServiceGuru.Calendars;

/// <summary>The output of <c>gate/window</c>.</summary>
/// <param name="At">When the waiting ended.</param>
/// <param name="Opened">Whether the way is free.</param>
public sealed record AwaitWindowOutput(DateTimeOffset At, bool Opened);
