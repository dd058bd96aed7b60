namespace ServiceGuru.Calendars;

/// <summary>The output of <c>gate/window</c>.</summary>
/// <param name="OpenedAt">When the way was found open.</param>
public sealed record AwaitWindowOutput(DateTimeOffset OpenedAt);
