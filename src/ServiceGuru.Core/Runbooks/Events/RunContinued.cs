namespace ServiceGuru.Runbooks.Events;

/// <summary>A paused run goes on.</summary>
/// <param name="By">Who asked for it.</param>
public sealed record RunContinued(string By) : RunEvent;
