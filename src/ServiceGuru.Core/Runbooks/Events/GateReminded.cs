namespace ServiceGuru.Runbooks.Events;

/// <summary>The people that a gate waits for were told again.</summary>
/// <param name="Step">The step.</param>
/// <param name="Channels">Where.</param>
public sealed record GateReminded(string Step, IReadOnlyList<string> Channels) : RunEvent;
