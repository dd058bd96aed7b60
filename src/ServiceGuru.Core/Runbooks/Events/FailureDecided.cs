namespace ServiceGuru.Runbooks.Events;

/// <summary>Somebody decided about a step that has failed.</summary>
/// <param name="Step">The step.</param>
/// <param name="By">Who.</param>
/// <param name="Choice">What shall happen.</param>
/// <param name="Reason">Why.</param>
public sealed record FailureDecided(string Step, string By, FailureChoice Choice, string? Reason) : RunEvent;
