namespace ServiceGuru.Ledger;

/// <summary>Begin nothing new until somebody says to continue; what is under way goes on to its end.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record PauseRequest(string By, string? Reason) : RunRequest(By);
