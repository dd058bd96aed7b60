namespace ServiceGuru.Ledger;

/// <summary>Go on with a paused run.</summary>
/// <param name="By">Who.</param>
public sealed record ContinueRequest(string By) : RunRequest(By);
