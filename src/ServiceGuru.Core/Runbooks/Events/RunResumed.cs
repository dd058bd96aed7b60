namespace ServiceGuru.Runbooks.Events;

/// <summary>Somebody goes on with a run that was interrupted or had failed.</summary>
/// <param name="By">Who.</param>
public sealed record RunResumed(string By) : RunEvent;
