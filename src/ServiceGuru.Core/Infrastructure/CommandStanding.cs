namespace ServiceGuru.Infrastructure;

/// <summary>What became of a command.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="ProcessId">Its process (and group), where it runs.</param>
/// <param name="LogFile">Its output, absolute, where it has begun.</param>
public sealed record CommandStanding(CommandState State, int? ProcessId = null, string? LogFile = null);
