namespace ServiceGuru.Runbooks.Events;

/// <summary>Somebody answered a gate, or approved the destructive changes of a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="By">Who.</param>
/// <param name="Yes">Whether the answer is yes.</param>
/// <param name="Comment">What they said, or how the answer came.</param>
public sealed record GateAnswered(string Step, string By, bool Yes, string? Comment) : RunEvent;
